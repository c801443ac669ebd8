using Glissade.Text;

namespace Glissade.Documents;

/// <summary>Numbers labels: by a list of names, or in the order in which they first occur.</summary>
internal sealed class LabelTable
{
    /// <summary>Bounds what a name can make of a terminal or a file; nobody reads a longer one.</summary>
    private const int LongestName = 1 << 12;

    private readonly Dictionary<string, int> ids;
    private readonly bool isFixed;

    internal LabelTable(IReadOnlyList<string>? names)
    {
        ids = new Dictionary<string, int>(names?.Count ?? 0, StringComparer.Ordinal);
        isFixed = names is not null;
        for (int id = 0; id < names?.Count; id++)
            ids.TryAdd(names[id], id);
        Count = names?.Count ?? 0;
    }

    /// <summary>Size of the label space.</summary>
    internal int Count { get; private set; }

    /// <summary>Labels that were left out because the list has no such name.</summary>
    internal long UnknownCount { get; private set; }

    /// <summary>The names by id, if the table made the ids.</summary>
    internal string[] Names()
    {
        string[] names = new string[ids.Count];
        foreach ((string name, int id) in ids)
            names[id] = name;
        return names;
    }

    /// <summary>The label's id, or -1 if it is to be left out.</summary>
    /// <exception cref="DataFormatException">No label can be called so.</exception>
    internal int Find(string name, string source, long line)
    {
        if (ids.TryGetValue(name, out int id))
            return id;
        Check(name, source, line);
        if (isFixed)
        {
            UnknownCount++;
            return -1;
        }
        ids.Add(name, Count);
        return Count++;
    }

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
