/* Stands in for bcryptprimitives.dll under Wine 8, which lacks it; Windows has its own.
   ProcessPrng fills a buffer with random bytes, as RtlGenRandom (SystemFunction036) does. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    return SystemFunction036(buffer, (ULONG)length);
}
