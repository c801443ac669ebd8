namespace Glissade.Documents;

/// <summary>What stands between words that bytes up to a space separate.</summary>
internal static class TextSpacing
{
    /// <summary>Bytes that a text of so many bytes may take while it is copied: whole blocks are stored.</summary>
    internal static int RoomFor(int bytes) => checked(bytes + WordBlocks.Bytes);

    /// <summary>The text without separators at its beginning and its end.</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text is [.., <= (byte)' '])
            text = text[..^1];
        return TrimStart(text);
    }

    /// <summary>The text without separators at its beginning.</summary>
    internal static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        while (text is [<= (byte)' ', ..])
            text = text[1..];
        return text;
    }

    /// <summary>Copies a text if single spaces are all that separates its words.</summary>
    /// <param name="text">A text without separators at its beginning and its end.</param>
    /// <param name="to">Receives the text, and something behind it; has <see cref="RoomFor"/> it.</param>
    /// <returns>Whether that is so; if not, what was copied is of no use.</returns>
    internal static bool TryCopy(ReadOnlySpan<byte> text, Span<byte> to)
    {
        ulong separatorBefore = 0;
        int at = 0;
        for (; text.Length - at >= WordBlocks.Bytes; at += WordBlocks.Bytes)
        {
            ulong separators = ~WordBlocks.CopySpaced(text[at..], to[at..], out ulong spaces);
            if (separators != spaces || (separators & ((separators << 1) | separatorBefore)) != 0)
                return false;
            separatorBefore = separators >> (WordBlocks.Bytes - 1);
        }
        for (; at < text.Length; at++)
        {
            to[at] = text[at];
            ulong separator = text[at] <= ' ' ? 1ul : 0;
            if (separator != 0 && (text[at] != ' ' || separatorBefore != 0))
                return false;
            separatorBefore = separator;
        }
        return true;
    }
}
