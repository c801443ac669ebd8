using Glissade.Text;

namespace Glissade;

public sealed partial class Dataset
{
    /// <summary>Reads a file in whatever format its name or its first line tell, plain, gzip or zstd, or maps a cache.</summary>
    /// <remarks>
    /// <para>
    /// A cache is checked from end to end and then mapped into memory for as long as the process lives: its pages are the file's own and
    /// leave memory when it is needed. The file must not be changed in place meanwhile; replacing it is safe.
    /// </para>
    /// <para>
    /// Formats: Extreme Classification text, svmlight, fastText, CSV and JSON lines. A file whose name and first line say nothing else is
    /// Extreme Classification text: an optional first line <c>points features labels</c> gives the sizes; each further line is a point:
    /// <c>l1,l2 f:v f:v ...</c>. Ids count from 0. All is told in docs/file-formats.md.
    /// </para>
    /// <para>
    /// Features in any order are sorted; values of a feature that a line repeats are summed; a repeated label counts once; values
    /// that are zero, also as a sum or because they are too small for a float, are dropped. Compression is recognised by a file's first
    /// bytes, whatever the name.
    /// </para>
    /// <para>Of several malformed lines the first is reported. The result does not depend on the number of cores.</para>
    /// </remarks>
    /// <param name="path">The file; "-" is standard input.</param>
    /// <param name="options">What the file is written in, what is made of texts, and what model or other data it must fit.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataFormatException">
    /// A line is malformed, an id lies outside its space, a header does not fit the lines or the limits, the file is empty, a word or a
    /// column that is needed is missing, or compressed data is damaged or cut short.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Dataset Load(string path, DataReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new DataReadOptions();
        using Stream stream = TextSource.Open(path);
        return DatasetReader.TryMap(stream, path, options) ?? Load(stream, TextSource.NameOf(path), options);
    }

    /// <summary>Reads a stream to its end, as <see cref="Load(string, DataReadOptions?)"/> does a file. The stream is left open.</summary>
    /// <param name="stream">Plain or compressed data; it need not be seekable.</param>
    /// <param name="sourceName">What error messages call the stream; its extension counts as a file's.</param>
    /// <param name="options">As for a file.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataFormatException">As for a file.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Dataset Load(Stream stream, string sourceName, DataReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(sourceName);
        return DatasetReader.Read(stream, sourceName, options ?? new DataReadOptions(), Environment.ProcessorCount);
    }
}
