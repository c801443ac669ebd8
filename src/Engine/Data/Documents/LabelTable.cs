using System.Text;
using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Numbers labels: by a list of names, or in the order in which they first occur.</summary>
internal sealed class LabelTable : IDisposable
{
    /// <summary>Bounds what a name can make of a terminal or a file; nobody reads a longer one.</summary>
    private const int LongestName = 1 << 12;

    private readonly NameTable names = new();

    /// <summary>For each number of the table the id, where a list of names says so; it may have names twice.</summary>
    private readonly List<int>? ids;

    internal LabelTable(IReadOnlyList<string>? names)
    {
        if (names is null)
            return;
        ids = new List<int>(names.Count);
        for (int id = 0; id < names.Count; id++)
        {
            if (this.names.FindOrAdd(Encoding.UTF8.GetBytes(names[id])) == ids.Count)
                ids.Add(id);
        }
        Count = names.Count;
    }

    /// <summary>Size of the label space.</summary>
    internal int Count { get; private set; }

    /// <summary>Labels that were left out because the list has no such name.</summary>
    internal long UnknownCount { get; private set; }

    /// <summary>The names by id, if the table made the ids.</summary>
    internal string[] Names() => [.. Enumerable.Range(0, names.Count).Select(id => Encoding.UTF8.GetString(names[id]))];

    /// <summary>The label's id, or -1 if it is to be left out.</summary>
    /// <exception cref="DataFormatException">No label can be called so.</exception>
    internal int Find(ReadOnlySpan<byte> name, string source, long line)
    {
        int number = names.Find(name);
        if (number >= 0)
            return ids is null ? number : ids[number];
        Check(Encoding.UTF8.GetString(name), source, line);
        if (ids is not null)
        {
            UnknownCount++;
            return -1;
        }
        Count++;
        return names.FindOrAdd(name);
    }

    public void Dispose() => names.Dispose();

    /// <summary>Refuses names that lists of a name a line, or a terminal, could not show.</summary>
    internal static void Check(string name, string source, long line)
    {
        if (name.Length == 0)
            throw new DataFormatException(source, line, "an empty label", "a name");
        if (name.Any(char.IsControl))
            throw new DataFormatException(source, line, $"label {QuotedToken.OfText(name)}", "a name without control characters");
        if (name.Length > LongestName)
            throw new DataFormatException(source, line, $"label {QuotedToken.OfText(name)}", $"a name of at most {LongestName} characters");
    }
}
