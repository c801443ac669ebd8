using System.Globalization;

namespace Glissade.Engine.Tests.Data;

/// <summary>The text format read line by line with the library's own means: what the fast reader is held against.</summary>
internal static class NaiveReader
{
    /// <summary>The data set in words, or "line N" for the first malformed line.</summary>
    internal static string Describe(string text)
    {
        List<string> lines = [.. text.Split('\n').Select(static line => line.EndsWith('\r') ? line[..^1] : line)];
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (lines.Count == 0)
            return "line 1";
        int[]? header = Header(lines[0]);
        (int Features, int Labels) highest = (-1, -1);
        DatasetBuilder builder = new();
        for (int i = header is null ? 0 : 1; i < lines.Count; i++)
        {
            try
            {
                AddPoint(builder, lines[i], header, ref highest);
            }
            catch (FormatException)
            {
                return $"line {i + 1}";
            }
        }
        if (header is not null && header[0] != builder.Count)
            return "line 1";
        return Texts.Describe(builder.Build(header?[1] ?? highest.Features + 1, header?[2] ?? highest.Labels + 1));
    }

    private static int[]? Header(string line)
    {
        string[] tokens = Tokens(line);
        return tokens.Length == 3 && tokens.All(static token => token.All(char.IsAsciiDigit)) ? [.. tokens.Select(int.Parse)] : null;
    }

    private static string[] Tokens(string line) => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static void AddPoint(DatasetBuilder builder, string line, int[]? header, ref (int Features, int Labels) highest)
    {
        if (line.Length == 0)
            throw new FormatException();
        List<string> tokens = [.. Tokens(line)];
        List<int> labels = [];
        if (line[0] is not (' ' or '\t') && !tokens[0].Contains(':'))
        {
            labels = [.. tokens[0].Split(',').Select(token => Id(token, header?[2]))];
            tokens.RemoveAt(0);
        }
        SortedDictionary<int, float> features = [];
        foreach (string token in tokens)
        {
            string[] parts = token.Split(':');
            if (parts.Length != 2)
                throw new FormatException();
            int id = Id(parts[0], header?[1]);
            highest.Features = Math.Max(highest.Features, id);
            float value = Value(parts[1]);
            features[id] = features.TryGetValue(id, out float sum) ? sum + value : value;
        }
        if (features.Values.Any(static value => !float.IsFinite(value)))
            throw new FormatException();
        highest.Labels = Math.Max(highest.Labels, labels.DefaultIfEmpty(-1).Max());
        KeyValuePair<int, float>[] stored = [.. features.Where(static feature => feature.Value != 0)];
        builder.Add([.. stored.Select(static feature => feature.Key)], [.. stored.Select(static feature => feature.Value)], [.. labels]);
    }

    private static int Id(string token, int? size)
    {
        if (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id >= (size ?? int.MaxValue))
            throw new FormatException();
        return id;
    }

    private static float Value(string token)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        // The library takes zero bytes after a number for nothing.
        if (token.Contains('\0') || !float.TryParse(token, Styles, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
            throw new FormatException();
        return value;
    }
}
