namespace Glissade.Runner;

/// <summary>The working copy that this program was built in.</summary>
internal static class Repository
{
    private const string Marker = "Glissade.slnx";

    /// <summary>The folder that holds the solution.</summary>
    /// <exception cref="UsageException">The program does not lie within a working copy.</exception>
    public static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        }
        throw new UsageException($"no {Marker} in any folder above the program: run it with \"dotnet run --project bench/Runner\"");
    }
}
