namespace Glissade.Runner.Data;

/// <summary>Where made data and models go: the user's folder, which is kept, or one that disappears in the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool temporary;

    /// <param name="path">The user's folder; null for a temporary one.</param>
    public WorkFolder(string? path)
    {
        temporary = path is null;
        Path = path is null ? Directory.CreateTempSubdirectory("glissade-bench-").FullName : Directory.CreateDirectory(path).FullName;
    }

    public string Path { get; }

    public void Dispose()
    {
        if (temporary)
            Directory.Delete(Path, recursive: true);
    }
}
