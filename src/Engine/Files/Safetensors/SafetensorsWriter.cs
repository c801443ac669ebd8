using System.Collections.Immutable;
using System.Text;
using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Writes a <c>.safetensors</c> file: tensors and metadata are declared first, then <see cref="Save"/> writes everything, whole or not at
/// all, with a checksum of every tensor and of the header in the metadata. Equal declarations give equal files, byte for byte.
/// </summary>
/// <remarks>Tensors are laid out by element size, the largest first, so that each begins at a multiple of its element size.</remarks>
public sealed class SafetensorsWriter
{
    /// <summary>Refuses what UTF-8 cannot say, rather than storing a replacement character in its stead.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(string Name, TensorType Type, ImmutableArray<long> Shape, ITensorSource Source)> declared = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
    private readonly List<KeyValuePair<string, string>> metadata = [];
    private readonly HashSet<string> metadataKeys = new(StringComparer.Ordinal);

    /// <summary>An empty declaration.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine is big-endian: its tensors would need their bytes swapped.</exception>
    public SafetensorsWriter()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("safetensors files are written on little-endian machines only");
    }

    /// <summary>Declares an entry of the metadata.</summary>
    /// <exception cref="ArgumentException">The key is already there or begins with "checksum.", or a text is not valid Unicode.</exception>
    public void AddMetadata(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        StrictUtf8.GetByteCount(key);
        StrictUtf8.GetByteCount(value);
        if (key.StartsWith(SafetensorsChecksums.KeyPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"metadata keys must not begin with \"checksum.\", but \"{key}\" does", nameof(key));
        if (!metadataKeys.Add(key))
            throw new ArgumentException($"metadata keys must be unique, but \"{key}\" comes twice", nameof(key));
        metadata.Add(new(key, value));
    }

    /// <summary>Declares a tensor.</summary>
    /// <param name="name">Unique, and not "__metadata__".</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Sizes of the dimensions, the slowest first; empty for a single number.</param>
    /// <param name="source">Writes the elements when the file is saved.</param>
    /// <exception cref="ArgumentException">
    /// The name is taken, reserved, or not valid Unicode, a size is negative, or the product of the sizes is too large.
    /// </exception>
    public void Add(string name, TensorType type, ReadOnlySpan<long> shape, ITensorSource source)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(source);
        StrictUtf8.GetByteCount(name);
        if (!TensorInfo.TryMeasure(type, shape, out _))
        {
            throw new ArgumentException(
                $"tensor \"{name}\" must have sizes from 0 on and fewer than 2^63 bytes, but is {TensorInfo.Describe(type, shape)}",
                nameof(shape));
        }
        if (!names.Add(name))
            throw new ArgumentException($"tensor names must be unique and not \"__metadata__\", but \"{name}\" is taken", nameof(name));
        declared.Add((name, type, [.. shape], source));
    }

    /// <summary>Declares a matrix of single-precision numbers, [rows, columns]; its padding is not stored.</summary>
    /// <exception cref="ArgumentException">The name is taken, reserved, or not valid Unicode.</exception>
    public void Add(string name, RowMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Add(name, TensorType.Float32, [matrix.Rows, matrix.Columns], TensorSource.Matrix(matrix));
    }

    /// <summary>
    /// Writes the file beside <paramref name="path"/> and renames it over it. If a source fails, the old file stays as it was and nothing
    /// else is left.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// A source wrote fewer or more bytes than declared, or the header is longer than 100 MB, the format's bound.
    /// </exception>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, WriteTo);

    /// <summary>Writes the file to the beginning of a stream that can seek.</summary>
    internal void WriteTo(Stream stream)
    {
        (List<TensorInfo> tensors, List<ITensorSource> sources) = LayOut();
        // Checksums are known only after the data have gone by. Their width is fixed, so a header full of zeros keeps the place.
        ulong[] checksums = new ulong[tensors.Count];
        byte[] placeholder = SafetensorsHeader.Encode(MetadataWith(tensors, checksums), tensors);
        stream.Write(placeholder);
        for (int i = 0; i < tensors.Count; i++)
        {
            using ChecksumStream destination = new(stream, tensors[i]);
            sources[i].CopyTo(destination);
            checksums[i] = destination.Finish();
        }
        byte[] header = SafetensorsHeader.Encode(MetadataWith(tensors, checksums), tensors);
        System.Diagnostics.Debug.Assert(header.Length == placeholder.Length, "checksums have one width");
        stream.Position = 0;
        stream.Write(header);
    }

    private (List<TensorInfo> Tensors, List<ITensorSource> Sources) LayOut()
    {
        List<TensorInfo> tensors = [];
        List<ITensorSource> sources = [];
        long position = 0;
        foreach ((string name, TensorType type, ImmutableArray<long> shape, ITensorSource source) in
            declared.OrderByDescending(tensor => tensor.Type.ElementBytes()))
        {
            TensorInfo.TryMeasure(type, shape.AsSpan(), out long byteLength);
            tensors.Add(new TensorInfo(name, type, shape, position, byteLength));
            sources.Add(source);
            position = checked(position + byteLength);
        }
        return (tensors, sources);
    }

    private List<KeyValuePair<string, string>> MetadataWith(List<TensorInfo> tensors, ulong[] checksums)
    {
        List<KeyValuePair<string, string>> all = [.. metadata];
        for (int i = 0; i < checksums.Length; i++)
            all.Add(new(SafetensorsChecksums.KeyOf(tensors[i].Name), SafetensorsChecksums.Format(checksums[i])));
        ulong ofHeader = SafetensorsChecksums.OfHeader(all, tensors);
        all.Add(new(SafetensorsChecksums.HeaderKey, SafetensorsChecksums.Format(ofHeader)));
        return all;
    }
}
