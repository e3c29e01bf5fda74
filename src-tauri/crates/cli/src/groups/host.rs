//! The application itself: its window, or its pages in the PC's browser.

use clap::Subcommand;
use webhost::Opening;

use crate::answer::{Done, Result};
use crate::group::Group;
use crate::opening::{open_application, serve};
use crate::session::Session;

#[derive(Subcommand, Debug)]
pub(crate) enum HostCommand {
    /// 在本机浏览器里使用
    #[command(after_help = "例：presidium serve --open")]
    Serve {
        /// 端口；不写由系统选
        #[arg(long, value_name = "端口")]
        port: Option<u16>,
        /// 并打开浏览器
        #[arg(long)]
        open: bool,
    },
    /// 打开程序：能开窗口就开窗口，不能就用本机浏览器
    #[command(after_help = "例：presidium open")]
    Open,
}

impl Group for HostCommand {
    /// The host opens the store itself.
    fn opens(&self) -> bool {
        false
    }

    fn run(self, session: &mut Session) -> Result<Done> {
        let opening = Opening {
            dir: session.folder.clone(),
            acting: session.globals.acting.clone(),
            today: session.globals.on,
        };
        let json = session.globals.json;
        match self {
            Self::Serve { port, open } => serve(opening, port, open, json),
            Self::Open => open_application(opening, json),
        }
    }
}
