namespace Glissade.Text;

/// <summary>The first line "points features labels" that a file may have. Nothing is allocated by what it claims.</summary>
internal sealed record DatasetHeader(int Points, int Features, int Labels)
{
    private const string SizesExpected = "three sizes from 0 to 2147483647: points, features and labels";

    /// <summary>The header in the first line of <paramref name="text"/>, or null if that line is a point.</summary>
    /// <param name="source">The file's name for errors.</param>
    /// <param name="text">Text that begins with a whole line.</param>
    /// <param name="limits">Sizes that the header may not exceed.</param>
    /// <param name="end">Where the line after the header begins; 0 without a header.</param>
    /// <exception cref="DataFormatException">The line has three whole numbers, but one is negative or too large.</exception>
    internal static DatasetHeader? TryRead(string source, ReadOnlySpan<byte> text, DatasetLimits? limits, out int end)
    {
        end = 0;
        int lineEnd = text.IndexOf((byte)'\n');
        // No point has three tokens without a colon or a comma, so nothing else can be meant.
        Span<int> sizes = stackalloc int[3];
        int count = 0;
        bool malformed = false;
        for (int at = 0; at < lineEnd;)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                at++;
                continue;
            }
            int digits = text[at] == '-' ? at + 1 : at;
            int tokenEnd = DecimalParser.ReadId(text, digits, out int size);
            if (tokenEnd == digits || !DecimalParser.EndsToken(text, tokenEnd) || count == sizes.Length)
                return null;
            // ReadId cannot tell 2147483647 from larger numbers; the text can.
            malformed |= digits > at;
            malformed |= size == int.MaxValue && !text[digits..tokenEnd].TrimStart((byte)'0').SequenceEqual("2147483647"u8);
            sizes[count++] = size;
            at = tokenEnd;
        }
        if (count != sizes.Length)
            return null;
        if (malformed)
            throw new DataFormatException(source, 1, QuotedToken.Of(text[..lineEnd].TrimEnd((byte)'\r')), SizesExpected);
        end = lineEnd + 1;
        CheckLimit(source, "features", sizes[1], limits?.FeatureCount);
        CheckLimit(source, "labels", sizes[2], limits?.LabelCount);
        return new DatasetHeader(sizes[0], sizes[1], sizes[2]);
    }

    private static void CheckLimit(string source, string what, int size, int? limit)
    {
        if (size > limit)
            throw new DataFormatException(source, 1, $"a header of {size} {what}", $"at most {limit}, the model's number of {what}");
    }
}
