using System.Numerics;

namespace Glissade.Engine.Tests.Data;

/// <summary>Vocabulary, sample and windows by sorting and sets, as the rules are written down: what the fast way is held against.</summary>
internal sealed class NaiveSkipGrams
{
    private static readonly BigInteger Modulus = BigInteger.One << 64;

    private readonly List<List<int>> lines = [];

    internal NaiveSkipGrams(IEnumerable<string> texts, int minimumCount)
    {
        List<string[]> raw =
        [
            .. texts.SelectMany(static text => text.Split('\n'))
                .Select(static line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)),
        ];
        Dictionary<string, int> counts = raw.SelectMany(static line => line).CountBy(static word => word).ToDictionary();
        TypeCount = counts.Count;
        IEnumerable<KeyValuePair<string, int>> frequent = counts.Where(entry => entry.Value >= minimumCount)
            .OrderByDescending(static entry => entry.Value).ThenBy(static entry => entry.Key, StringComparer.Ordinal);
        Words = [.. frequent.Select(static entry => entry.Key)];
        foreach (string[] line in raw)
            lines.Add([.. line.Select(word => Words.IndexOf(word)).Where(static id => id >= 0)]);
    }

    internal List<string> Words { get; }

    internal int TypeCount { get; }

    internal int[] Tokens => [.. lines.SelectMany(static line => line)];

    internal (string Train, string Test) Describe(SkipGramOptions options)
    {
        List<string> points = [];
        foreach (List<int> line in lines)
        {
            for (int at = 0; at < line.Count; at++)
            {
                int first = Math.Max(0, at - options.Window);
                SortedSet<int> labels = [.. line.Take(at + options.Window + 1).Skip(first)];
                labels.Remove(line[at]);
                points.Add($"{string.Join(',', labels)} {line[at]}:1");
            }
        }
        int[] drawn = [.. Enumerable.Range(0, points.Count).OrderBy(Key).Take(options.TestPoints + options.TrainPoints)];
        return (Write(drawn.Skip(options.TestPoints), points), Write(drawn.Take(options.TestPoints), points));
    }

    private static BigInteger Key(int position)
    {
        BigInteger z = (position + 1) * (BigInteger)0x9E3779B97F4A7C15 % Modulus;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % Modulus;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % Modulus;
        return z ^ (z >> 31);
    }

    private string Write(IEnumerable<int> positions, List<string> points)
    {
        int[] inOrder = [.. positions.Order()];
        return $"{inOrder.Length} {Words.Count} {Words.Count}\n{string.Concat(inOrder.Select(position => points[position] + "\n"))}";
    }
}
