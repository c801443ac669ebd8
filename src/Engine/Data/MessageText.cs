using System.Globalization;
using System.Text;

namespace Glissade;

/// <summary>Makes words of others, which may have a file's content in them, fit for a message.</summary>
internal static class MessageText
{
    private const int LongestExcerpt = 200;

    /// <summary>The same text on one line, without characters that a terminal would act on.</summary>
    internal static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        StringBuilder printable = new();
        foreach (char c in text)
        {
            if (char.IsControl(c))
                printable.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else
                printable.Append(c);
        }
        return printable.ToString();
    }

    /// <summary>The beginning and the end of a text that may be as long as a file.</summary>
    internal static string Excerpt(string text) =>
        text.Length <= LongestExcerpt ? text : $"{text[..(LongestExcerpt / 2)]}...{text[^(LongestExcerpt / 2)..]}";
}
