using System.Xml;

namespace Glissade.Cli.Quickstart;

/// <summary>Reads many documentation files at once.</summary>
internal static class ApiDocumentationFiles
{
    /// <summary>The comments of all files in the order of the files, each id once, and how many files had to be left out.</summary>
    public static (List<ApiMember> Members, int Unreadable) Read(IReadOnlyList<string> files, Action<string> report)
    {
        List<ApiMember>?[] byFile = new List<ApiMember>?[files.Count];
        string?[] errors = new string?[files.Count];
        // Few files are large; handing them out one by one in the order of size keeps all cores busy to the end.
        int[] largestFirst = [.. Enumerable.Range(0, files.Count).OrderByDescending(i => SizeOf(files[i]))];
        int taken = -1;
        Parallel.For(0, Math.Min(Environment.ProcessorCount, files.Count), _ =>
        {
            while (Interlocked.Increment(ref taken) is int turn && turn < files.Count)
            {
                int file = largestFirst[turn];
                try
                {
                    using FileStream stream = File.OpenRead(files[file]);
                    byFile[file] = [.. ApiDocumentationReader.Read(stream)];
                }
                catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
                {
                    errors[file] = $"{files[file]}: left out: {error.Message}";
                }
            }
        });
        foreach (string error in errors.OfType<string>())
            report(error);
        HashSet<string> ids = new(StringComparer.Ordinal);
        List<ApiMember> members = [.. byFile.OfType<List<ApiMember>>().SelectMany(list => list).Where(m => ids.Add(m.Id))];
        return (members, errors.Count(e => e is not null));
    }

    private static long SizeOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
