namespace Glissade.Cli.Tests;

/// <summary>A folder of one test, removed with all it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("glissade-cli-test-");

    public string FullName => folder.FullName;

    public string File(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Names of all files, hidden ones included.</summary>
    public string[] Names() => [.. folder.GetFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Delete(recursive: true);
}
