namespace Glissade.Text;

/// <summary>Opens what a user named as input, and undoes compression by what the bytes are rather than what the file is called.</summary>
internal static class TextSource
{
    internal const string StandardInput = "-";

    internal static string NameOf(string path) => path == StandardInput ? "standard input" : path;

    internal static Stream Open(string path)
    {
        if (path == StandardInput)
            return Console.OpenStandardInput();
        // Opening a directory fails with "access denied", which sends the user looking at permissions.
        if (Directory.Exists(path))
            throw new IOException($"{path} is a directory, expected a file");
        // No buffer of its own: the reader asks for large blocks.
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }

    /// <summary>
    /// The text in <paramref name="stream"/>, unpacked if it is gzip or zstd. Disposing the result leaves the stream open.
    /// </summary>
    internal static Stream Unpack(Stream stream)
    {
        HeadedStream whole = new(stream, ZstdStream.Magic.Length);
        if (whole.Head is [GzipHeader.Magic1, GzipHeader.Magic2, ..])
            return new GzipMemberStream(whole);
        return whole.Head.SequenceEqual(ZstdStream.Magic) ? new ZstdStream(whole) : whole;
    }
}
