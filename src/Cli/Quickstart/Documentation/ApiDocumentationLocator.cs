using System.Runtime.InteropServices;

namespace Glissade.Cli.Quickstart;

/// <summary>Finds the documentation files of the .NET SDK's reference packs: <c>packs/NAME/VERSION/ref/netX/*.xml</c>.</summary>
internal sealed class ApiDocumentationLocator
{
    /// <summary>The pack whose files win where packs repeat each other's.</summary>
    private const string CorePack = "Microsoft.NETCore.App.Ref";

    private readonly IReadOnlyList<string> roots;

    /// <summary>Looks in the given folders, each of them a .NET installation, in order.</summary>
    public ApiDocumentationLocator(IReadOnlyList<string> roots) => this.roots = roots;

    /// <summary>
    /// Looks where this machine may have .NET: DOTNET_ROOT, the running runtime, the command on the path, the usual places.
    /// </summary>
    public static ApiDocumentationLocator ForThisMachine() => new([.. InstallationFolders()]);

    /// <summary>
    /// The files of the newest version of each pack in the first installation that has any; none if there is no such installation.
    /// </summary>
    public IReadOnlyList<string> Find()
    {
        foreach (string root in roots)
        {
            List<string> files = FilesOf(Path.Combine(root, "packs"));
            if (files.Count > 0)
                return files;
        }
        return [];
    }

    private static List<string> FilesOf(string packs)
    {
        List<string> files = [];
        // The ASP.NET pack repeats the core pack's files: each name is taken once.
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> coreFirst = Folders(packs, "*")
            .OrderBy(p => Path.GetFileName(p) == CorePack ? 0 : 1)
            .ThenBy(p => p, StringComparer.Ordinal);
        foreach (string pack in coreFirst)
        {
            string? newest = Folders(pack, "*").MaxBy(VersionOf);
            if (newest is null || Folders(Path.Combine(newest, "ref"), "net?*").MaxBy(FrameworkOf) is not { } framework)
                continue;
            IOrderedEnumerable<string> found = Directory.EnumerateFiles(framework, "*.xml").Order(StringComparer.Ordinal);
            files.AddRange(found.Where(file => taken.Add(Path.GetFileName(file))));
        }
        return files;
    }

    private static IEnumerable<string> Folders(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern) : [];

    /// <summary>Orders version folders; of equal numbers a release is newer than its previews.</summary>
    private static (Version Number, bool IsRelease, string Name) VersionOf(string folder)
    {
        string name = Path.GetFileName(folder);
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        return (NumberOf(dash < 0 ? name : name[..dash]), dash < 0, name);
    }

    private static Version FrameworkOf(string folder) => NumberOf(Path.GetFileName(folder)["net".Length..]);

    private static Version NumberOf(string text) => Version.TryParse(text, out Version? number) ? number : new Version(0, 0);

    private static IEnumerable<string> InstallationFolders()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } configured)
            yield return configured;
        // shared/Microsoft.NETCore.App/VERSION/ is three levels below the installation.
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string command = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (string folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            FileInfo file = new(Path.Combine(folder, command));
            if (file.Exists && Path.GetDirectoryName((file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName) is { } target)
                yield return target;
        }
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(home, ".dotnet");
        if (OperatingSystem.IsWindows())
        {
            yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet");
            yield break;
        }
        foreach (string parent in (string[])["/usr/share", "/usr/lib", "/usr/lib64", "/usr/local/share", "/opt"])
            yield return Path.Combine(parent, "dotnet");
    }
}
