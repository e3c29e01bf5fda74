//! Takes the window's settings, icons and capabilities into the program.

fn main() {
    tauri_build::build();
}
