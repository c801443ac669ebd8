using System.Globalization;
using System.Text;

namespace Glissade.Text;

/// <summary>
/// A piece of an input as an error message may show it: short, on one line, and without bytes that a terminal would act on.
/// </summary>
internal static class QuotedToken
{
    private const int LongestQuote = 40;
    private const string Ellipsis = "...";

    internal static string OfText(string token) => Of(Encoding.UTF8.GetBytes(token));

    internal static string Of(ReadOnlySpan<byte> token)
    {
        StringBuilder quoted = new(LongestQuote + 2);
        quoted.Append('"');
        foreach (byte c in token)
        {
            string shown = c is < 0x20 or >= 0x7F ? string.Create(CultureInfo.InvariantCulture, $"\\x{c:X2}") : ((char)c).ToString();
            if (quoted.Length - 1 + shown.Length > LongestQuote - Ellipsis.Length && !Fits(token))
                return quoted.Append(Ellipsis).Append('"').ToString();
            quoted.Append(shown);
        }
        return quoted.Append('"').ToString();
    }

    private static bool Fits(ReadOnlySpan<byte> token)
    {
        int length = 0;
        for (int i = 0; i < token.Length && length <= LongestQuote; i++)
            length += token[i] is < 0x20 or >= 0x7F ? 4 : 1;
        return length <= LongestQuote;
    }
}
