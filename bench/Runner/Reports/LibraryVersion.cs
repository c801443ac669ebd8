using System.Reflection;

namespace Glissade.Runner.Reports;

/// <summary>Which build of the library was measured.</summary>
internal static class LibraryVersion
{
    /// <summary>Version and commit, such as 0.1.0+0c56b55.</summary>
    public static string Text()
    {
        Assembly library = typeof(ExtremeClassifier).Assembly;
        string version = library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
        int commit = version.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 ? version : version[..Math.Min(version.Length, commit + 8)];
    }
}
