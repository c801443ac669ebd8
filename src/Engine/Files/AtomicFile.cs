namespace Glissade;

/// <summary>Files written whole or not at all: whoever reads the target sees the old content or the new, never a part of either.</summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;
    private const string TemporaryPrefix = ".glissade-";
    private const string TemporaryExtension = ".tmp";

    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file in the target's folder, flushes it to disk and renames it over the target;
    /// then flushes the folder, so that the new name outlives a power cut too.
    /// Should anything fail, the temporary file is removed and the target stays as it was. A symbolic link is followed and stays a link.
    /// </summary>
    /// <param name="path">The target; it need not exist, its folder must.</param>
    /// <param name="write">Writes the content; it may seek.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, or the target is a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the target may not be written, or the target is a folder.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        (string target, string temporary) = Prepare(path);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferBytes,
        };
        using FileStream stream = new(temporary, options);
        try
        {
            write(stream);
            // Without it a power cut after the rename may leave the new name on blocks that were never written.
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            File.Move(temporary, target, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(target)!);
        }
        catch
        {
            Discard(stream, temporary);
            throw;
        }
    }

    /// <summary>
    /// Finds out beforehand whether <see cref="Write"/> will be able to create the file, for those who have long work to do first.
    /// A file of that name stays as it is.
    /// </summary>
    /// <param name="path">The target; it need not exist.</param>
    /// <exception cref="IOException">The folder does not exist, or the target is a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written, or the target is a folder.</exception>
    public static void CheckWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_, string temporary) = Prepare(path);
        try
        {
            // Asking the system about permissions is no proof: mounts and quotas have their say too.
            new FileStream(temporary, FileMode.CreateNew, FileAccess.Write).Dispose();
            File.Delete(temporary);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path}: found no permission to create files in its folder", exception);
        }
    }

    /// <summary>
    /// A file for what does not fit into memory until it is put into the one that is being written; gone when it is closed.
    /// </summary>
    /// <param name="beside">A file in the folder where it shall be, for instance the one that is being written.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static FileStream OpenScratch(FileStream beside) => OpenScratch(Path.GetDirectoryName(beside.Name)!);

    /// <summary>The same in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static FileStream OpenScratch(string folder) =>
        new(TemporaryIn(folder), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferBytes,
            Options = FileOptions.DeleteOnClose,
        });

    /// <summary>
    /// Removes the temporary files of killed processes from a folder in which nobody is writing. Without it each kill at the wrong moment
    /// would leave one.
    /// </summary>
    internal static void RemoveLeftovers(string folder)
    {
        foreach (string path in Directory.GetFiles(folder, $"{TemporaryPrefix}*{TemporaryExtension}"))
            File.Delete(path);
    }

    private static (string Target, string Temporary) Prepare(string path)
    {
        string target = ResolveTarget(path);
        string folder = Path.GetDirectoryName(target) ?? target;
        // A rename would replace /dev/null itself, for every process of the machine, if root asked for it.
        if (folder == "/dev")
            throw new IOException($"{path}: found a device, expected a regular file or a new name");
        if (Directory.Exists(target))
            throw new UnauthorizedAccessException($"{path}: found a folder, expected a regular file or a new name");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: found no folder {folder} to write into");
        // Same folder, hence same file system: only there is a rename one indivisible step.
        return (target, TemporaryIn(folder));
    }

    private static string TemporaryIn(string folder) => Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}{TemporaryExtension}");

    private static string ResolveTarget(string path)
    {
        string full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }

    /// <summary>Removes the temporary file; a second failure here must not hide the first one.</summary>
    private static void Discard(FileStream stream, string temporary)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // Bytes still buffered did not fit on the disk; they are about to be deleted anyway.
        }
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder has become unwritable; the first failure says why.
        }
    }
}
