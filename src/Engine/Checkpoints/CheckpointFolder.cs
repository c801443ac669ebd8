using System.Globalization;

namespace Glissade;

/// <summary>The checkpoints of one run in a folder, whose names sort as they were written. Held by one run at a time.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "checkpoint-";
    private const string Extension = ".safetensors";

    private readonly string folder;
    private readonly FileStream held;

    private CheckpointFolder(string folder, FileStream held)
    {
        this.folder = folder;
        this.held = held;
    }

    /// <summary>The checkpoints, the newest first.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, $"{Prefix}*{Extension}").OrderByDescending(path => path, StringComparer.Ordinal)]
        : [];

    /// <summary>Takes the folder, makes it if it is not there, and removes what a killed run left half-written.</summary>
    /// <exception cref="ArgumentException">There are checkpoints, and the run does not go on from one of them.</exception>
    /// <exception cref="IOException">Another run holds the folder, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static CheckpointFolder Take(CheckpointOptions options)
    {
        options.Check();
        Directory.CreateDirectory(options.Folder);
        if (options.Resume is null && FilesOf(options.Folder) is [var newest, ..])
        {
            throw new ArgumentException(
                $"{options.Folder}: found checkpoints of an earlier run, the newest {Path.GetFileName(newest)}; " +
                "resume that run, or take another folder");
        }
        AtomicFile.CheckWritable(Path.Combine(options.Folder, Prefix + Extension));
        CheckpointFolder taken = new(options.Folder, Hold(options.Folder));
        AtomicFile.RemoveLeftovers(options.Folder);
        return taken;
    }

    /// <summary>Where the checkpoint of that position goes.</summary>
    public string PathOf(int epoch, int batch) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{epoch:D6}-{batch:D9}{Extension}"));

    /// <summary>Removes checkpoints older than <paramref name="written"/>, but for as many as shall be kept with it.</summary>
    public void Prune(string written, int keep)
    {
        string name = Path.GetFileName(written);
        IEnumerable<string> older = FilesOf(folder).Where(path => string.CompareOrdinal(Path.GetFileName(path), name) < 0);
        foreach (string path in older.Skip(keep - 1))
            File.Delete(path);
    }

    /// <summary>Lets other runs have the folder.</summary>
    public void Dispose() => held.Dispose();

    /// <summary>A lock that the system gives back however the process ends.</summary>
    private static FileStream Hold(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"{folder}: found another run that writes its checkpoints there", exception);
        }
    }
}
