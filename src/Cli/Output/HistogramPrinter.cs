namespace Glissade.Cli.Output;

/// <summary>Draws size classes as bars: one line a class, the longest bar for the most frequent.</summary>
internal static class HistogramPrinter
{
    private const int BarWidth = 40;

    /// <summary>From a full block down to an eighth of one.</summary>
    private const string Blocks = "█▉▊▋▌▍▎▏";

    /// <summary>Writes the histogram; classes before the first and after the last that are not empty are left out.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="counts">How many there are of each size class, as in <see cref="SizeHistogram.Counts"/>.</param>
    /// <param name="zeroName">What the class of 0 is called.</param>
    public static void Write(TextWriter writer, IReadOnlyList<long> counts, string zeroName = "0")
    {
        long total = counts.Sum();
        if (total == 0)
            return;
        long most = counts.Max();
        int first = counts.TakeWhile(count => count == 0).Count();
        for (int sizeClass = first; sizeClass < counts.Count; sizeClass++)
        {
            string name = NameOf(sizeClass, zeroName);
            string share = Lines.Percent((double)counts[sizeClass] / total);
            string bar = Bar((double)counts[sizeClass] / most);
            writer.WriteLine($"  {name,19}  {Lines.Whole(counts[sizeClass]),11}  {share,8}  {bar}".TrimEnd());
        }
    }

    /// <summary>
    /// The names of the size classes and how many there are of each; those before the first that is not empty are left out.
    /// </summary>
    public static IEnumerable<(string Name, long Count)> Classes(IReadOnlyList<long> counts)
    {
        for (int sizeClass = counts.TakeWhile(count => count == 0).Count(); sizeClass < counts.Count; sizeClass++)
            yield return (NameOf(sizeClass, "0"), counts[sizeClass]);
    }

    private static string NameOf(int sizeClass, string zeroName)
    {
        (int low, int high) = SizeHistogram.Range(sizeClass);
        return sizeClass == 0 ? zeroName : low == high ? Lines.Whole(low) : $"{Lines.Whole(low)}-{Lines.Whole(high)}";
    }

    private static string Bar(double share)
    {
        int eighths = (int)Math.Round(share * BarWidth * 8);
        // Something is not nothing, however little.
        if (eighths == 0 && share > 0)
            eighths = 1;
        string bar = new(Blocks[0], eighths / 8);
        return eighths % 8 == 0 ? bar : bar + Blocks[8 - (eighths % 8)];
    }
}
