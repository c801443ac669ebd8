namespace Glissade.Text;

/// <summary>The header of a gzip member (RFC 1952, section 2.3), of which only the length matters here.</summary>
internal static class GzipHeader
{
    internal const byte Magic1 = 0x1F;
    internal const byte Magic2 = 0x8B;
    private const int Deflate = 8;
    private const int FixedBytesAfterFlags = 6;
    private const int HeaderChecksumFlag = 2;
    private const int ExtraFlag = 4;
    private const int NameFlag = 8;
    private const int CommentFlag = 16;
    private const int ReservedFlags = 0xE0;

    /// <summary>Reads past a header.</summary>
    /// <exception cref="InvalidDataException">No header stands there, or it is cut short.</exception>
    internal static void Skip(Stream input)
    {
        if (Next(input) != Magic1 || Next(input) != Magic2)
            throw new InvalidDataException("the gzip data is followed by something else");
        int method = Next(input);
        int flags = Next(input);
        if (method != Deflate || (flags & ReservedFlags) != 0)
            throw new InvalidDataException("the gzip header is damaged");
        SkipBytes(input, FixedBytesAfterFlags);
        if ((flags & ExtraFlag) != 0)
            SkipBytes(input, Next(input) | (Next(input) << 8));
        if ((flags & NameFlag) != 0)
            SkipText(input);
        if ((flags & CommentFlag) != 0)
            SkipText(input);
        if ((flags & HeaderChecksumFlag) != 0)
            SkipBytes(input, 2);
    }

    private static int Next(Stream input)
    {
        int value = input.ReadByte();
        return value >= 0 ? value : throw new InvalidDataException("the gzip header is cut short");
    }

    private static void SkipBytes(Stream input, int count)
    {
        for (int i = 0; i < count; i++)
            _ = Next(input);
    }

    private static void SkipText(Stream input)
    {
        while (Next(input) != 0)
        {
        }
    }
}
