using System.Runtime.InteropServices;

namespace Glissade.Kernels.Tests;

/// <summary>Linux's calls behind <see cref="GuardedBuffer{T}"/> (imports may not lie in a generic type).</summary>
internal static unsafe partial class GuardPages
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    internal static partial byte* Map(byte* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    internal static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    internal static partial int Unmap(byte* address, nuint length);
}
