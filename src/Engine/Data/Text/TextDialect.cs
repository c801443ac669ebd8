namespace Glissade.Text;

/// <summary>In what two formats of numbered features differ.</summary>
/// <param name="HasHeader">Whether the first line may state the sizes.</param>
/// <param name="FirstFeature">The id in the file of the first feature.</param>
/// <param name="HasComments">
/// Whether "#" begins a comment, and lines that are empty or hold only a comment may stand anywhere, and "qid:" may follow the labels.
/// </param>
/// <param name="FileExpected">What a file must have, for the message when it has nothing.</param>
internal sealed record TextDialect(bool HasHeader, int FirstFeature, bool HasComments, string FileExpected)
{
    internal static TextDialect ExtremeClassification { get; } = new(true, 0, false, "a header or a point");

    internal static TextDialect SvmLight(int firstFeature) => new(false, firstFeature, true, "a point");

    /// <summary>
    /// Overwrites comments with spaces; a line that has nothing else gets its "#" to its beginning, by which the parser knows it.
    /// </summary>
    /// <param name="lines">Whole lines.</param>
    internal static void BlankComments(Span<byte> lines)
    {
        for (int mark; (mark = lines.IndexOf((byte)'#')) >= 0;)
        {
            int start = lines[..mark].LastIndexOf((byte)'\n') + 1;
            int end = mark + lines[mark..].IndexOf((byte)'\n');
            bool alone = !lines[start..mark].ContainsAnyExcept((byte)' ', (byte)'\t');
            lines[mark..end].Fill((byte)' ');
            if (alone)
                lines[start] = (byte)'#';
            lines = lines[(end + 1)..];
        }
    }
}
