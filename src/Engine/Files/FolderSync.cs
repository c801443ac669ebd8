using System.Runtime.InteropServices;

namespace Glissade;

/// <summary>Brings a folder's entries to disk: a renamed file's name is the folder's content, not the file's.</summary>
internal static partial class FolderSync
{
    /// <summary>
    /// Waits until the folder's entries are on disk, where the system can be asked for it. Some file systems refuse; then they do as they
    /// always do, and the file itself is none the worse.
    /// </summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
