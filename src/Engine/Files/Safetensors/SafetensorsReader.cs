using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>Where the bytes of one row of a tensor go.</summary>
/// <param name="row">The row, counted from 0; rows come in order.</param>
/// <returns>Memory of exactly one row's size, filled before the next call.</returns>
public delegate Span<byte> TensorRowDestination(long row);

/// <summary>
/// Reads a <c>.safetensors</c> file. Opening it reads and checks the whole header against the file's size before anything is allocated by
/// what the file claims; reading a tensor checks its checksum. Not for several threads at once.
/// </summary>
/// <remarks>
/// A file without any checksum, as other programs write them, can be read unless checksums are asked for. A file with some must have all:
/// of every tensor and of the header.
/// </remarks>
public sealed class SafetensorsReader : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream stream;
    private readonly string source;
    private readonly Dictionary<string, string> metadata;
    private readonly Dictionary<string, TensorInfo> byName;
    private readonly long dataBegin;

    private SafetensorsReader(Stream stream, string source, bool requireChecksums)
    {
        this.stream = stream;
        this.source = source;
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("safetensors files are read on little-endian machines only");
        byte[] text = ReadHeaderText();
        dataBegin = SafetensorsHeader.LengthBytes + text.Length;
        (metadata, Tensors) = SafetensorsHeaderParser.Parse(source, text, stream.Length - dataBegin);
        byName = Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        HasChecksums = metadata.Keys.Any(key => key.StartsWith(SafetensorsChecksums.KeyPrefix, StringComparison.Ordinal));
        if (HasChecksums || requireChecksums)
            CheckHeaderChecksums();
    }

    /// <summary>The strings of the header's <c>__metadata__</c>, checksums included.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>The tensors in the order of their data.</summary>
    public ImmutableArray<TensorInfo> Tensors { get; }

    /// <summary>Whether the file has a checksum of every tensor and of its header.</summary>
    public bool HasChecksums { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requireChecksums">Refuses a file without checksums, as a model's file must be.</param>
    /// <exception cref="DataFormatException">
    /// The file is not a safetensors file, is cut short or too long, contradicts itself, or its header was altered.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static SafetensorsReader Open(string path, bool requireChecksums = false)
    {
        FileStreamOptions options = new() { BufferSize = BufferBytes, Options = FileOptions.SequentialScan };
        return Open(new FileStream(path, options), path, requireChecksums);
    }

    /// <summary>Opens a file's content and takes the stream over, even if the content is refused.</summary>
    internal static SafetensorsReader Open(Stream stream, string source, bool requireChecksums = false)
    {
        try
        {
            return new SafetensorsReader(stream, source, requireChecksums);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="DataFormatException">The file has none.</exception>
    public TensorInfo Describe(string name) =>
        byName.TryGetValue(name, out TensorInfo? tensor) ? tensor : throw Refusal($"no tensor \"{name}\" among {byName.Count}", "one");

    /// <summary>Reads a tensor into consecutive memory.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The element type it must have.</param>
    /// <param name="shape">The shape it must have; <see cref="Describe"/> tells what the file says.</param>
    /// <param name="destination">Takes the elements; of no use when this throws.</param>
    /// <exception cref="ArgumentException">
    /// <typeparamref name="T"/> or the destination has another size than type and shape amount to.
    /// </exception>
    /// <exception cref="DataFormatException">The tensor is missing, of another type or shape, or its checksum is wrong.</exception>
    public void ReadTensor<T>(string name, TensorType type, ReadOnlySpan<long> shape, Span<T> destination)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != type.ElementBytes())
        {
            throw new ArgumentException(
                $"elements must have {type.ElementBytes()} bytes for {type.FormatName()}, but have {Unsafe.SizeOf<T>()}", nameof(type));
        }
        TensorInfo tensor = Find(name, type, shape);
        if ((long)destination.Length * Unsafe.SizeOf<T>() != tensor.ByteLength)
        {
            throw new ArgumentException(
                $"the destination must have {tensor.ByteLength} bytes for {tensor}, but has {destination.Length} elements",
                nameof(destination));
        }
        TensorPass pass = Begin(tensor);
        // In pieces, because the bytes of a large array are more than one span can hold.
        for (Span<T> rest = destination; !rest.IsEmpty;)
        {
            int count = Math.Min(rest.Length, BufferBytes);
            pass.Fill(MemoryMarshal.AsBytes(rest[..count]));
            rest = rest[count..];
        }
        pass.Finish();
    }

    /// <summary>Reads a tensor row by row: a row is its last dimension, and the dimensions before it count the rows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The element type it must have.</param>
    /// <param name="shape">The shape it must have; <see cref="Describe"/> tells what the file says.</param>
    /// <param name="destination">Says where each row goes; the rows are of no use when this throws.</param>
    /// <exception cref="ArgumentException">A destination has not the size of a row.</exception>
    /// <exception cref="DataFormatException">The tensor is missing, of another type or shape, or its checksum is wrong.</exception>
    public void ReadTensor(string name, TensorType type, ReadOnlySpan<long> shape, TensorRowDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        TensorInfo tensor = Find(name, type, shape);
        TensorPass pass = Begin(tensor);
        for (long i = 0; i < tensor.RowCount; i++)
        {
            Span<byte> row = destination(i);
            if (row.Length != tensor.RowBytes)
            {
                throw new ArgumentException(
                    $"a destination must have {tensor.RowBytes} bytes for a row of {tensor}, but has {row.Length}", nameof(destination));
            }
            pass.Fill(row);
        }
        pass.Finish();
    }

    /// <summary>Reads a single-precision tensor [rows, columns] into a matrix of that size; the padding is left alone.</summary>
    /// <exception cref="DataFormatException">The tensor is missing, of another type or shape, or its checksum is wrong.</exception>
    public void ReadTensor(string name, RowMatrix destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ReadTensor(
            name,
            TensorType.Float32,
            [destination.Rows, destination.Columns],
            row => MemoryMarshal.AsBytes(destination.Row((int)row)));
    }

    /// <summary>Reads every tensor once and compares checksums, as far as the file has them.</summary>
    /// <exception cref="DataFormatException">A checksum is wrong.</exception>
    public void Verify()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            foreach (TensorInfo tensor in Tensors)
            {
                TensorPass pass = Begin(tensor);
                for (long left = tensor.ByteLength; left > 0;)
                {
                    int count = (int)Math.Min(left, BufferBytes);
                    pass.Fill(buffer.AsSpan(0, count));
                    left -= count;
                }
                pass.Finish();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Maps the file that is read, which is one on disk; the reader must stay as long as the mapping.</summary>
    internal MappedFile Map() => new((FileStream)stream);

    /// <summary>Where a tensor begins in the file.</summary>
    internal long PositionOf(TensorInfo tensor) => dataBegin + tensor.Begin;

    /// <summary>The tensor of that name, type and shape.</summary>
    /// <exception cref="DataFormatException">The tensor is missing, or of another type or shape.</exception>
    internal TensorInfo Find(string name, TensorType type, ReadOnlySpan<long> shape)
    {
        TensorInfo tensor = Describe(name);
        if (tensor.Type != type || !tensor.Shape.AsSpan().SequenceEqual(shape))
            throw Refusal($"tensor \"{name}\" {tensor}", TensorInfo.Describe(type, shape));
        return tensor;
    }

    /// <summary>Compares a tensor's checksum with the one in the header.</summary>
    /// <exception cref="DataFormatException">They differ.</exception>
    internal void CheckTensor(TensorInfo tensor, ulong checksum) =>
        CheckSame(SafetensorsChecksums.KeyOf(tensor.Name), checksum, $"tensor \"{tensor.Name}\"'s");

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private byte[] ReadHeaderText()
    {
        if (!stream.CanSeek)
            throw Refusal("a pipe or a terminal", "a regular file");
        long fileLength = stream.Length;
        if (fileLength < SafetensorsHeader.LengthBytes)
            throw Refusal($"a file of {fileLength} bytes", $"{SafetensorsHeader.LengthBytes} bytes with the header's length");
        Span<byte> lengthBytes = stackalloc byte[SafetensorsHeader.LengthBytes];
        stream.Position = 0;
        Fill(lengthBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        ulong most = (ulong)Math.Min(SafetensorsHeader.MaxJsonBytes, fileLength - SafetensorsHeader.LengthBytes);
        if (length > most)
            throw Refusal($"a header length of {length} in a file of {fileLength} bytes", $"{most} at most");
        byte[] text = new byte[(int)length];
        Fill(text);
        return text;
    }

    private void CheckHeaderChecksums()
    {
        CheckSame(SafetensorsChecksums.HeaderKey, SafetensorsChecksums.OfHeader(metadata, Tensors), "the header's");
        foreach (TensorInfo tensor in Tensors)
            _ = StoredChecksum(SafetensorsChecksums.KeyOf(tensor.Name));
    }

    private string StoredChecksum(string key) =>
        metadata.TryGetValue(key, out string? stored)
            ? stored
            : throw Refusal($"no metadata \"{key}\"", "a checksum of every tensor and of the header");

    private void CheckSame(string key, ulong actual, string whose)
    {
        string stored = StoredChecksum(key);
        string computed = SafetensorsChecksums.Format(actual);
        if (stored != computed)
            throw Refusal($"content with checksum {computed}", $"{whose} stored checksum {stored}; the file was altered or damaged");
    }

    private TensorPass Begin(TensorInfo tensor)
    {
        stream.Position = PositionOf(tensor);
        return new TensorPass(this, tensor);
    }

    private void Fill(Span<byte> destination)
    {
        try
        {
            stream.ReadExactly(destination);
        }
        catch (EndOfStreamException e)
        {
            throw new DataFormatException(
                $"{source}: found the end of the file while reading it, expected the length it had when opened", e);
        }
    }

    private DataFormatException Refusal(string found, string expected) => new($"{source}: found {found}, expected {expected}");

    /// <summary>One reading of one tensor, front to back, hashed on the way.</summary>
    private sealed class TensorPass(SafetensorsReader reader, TensorInfo tensor)
    {
        private readonly XxHash3? hash = reader.HasChecksums ? new XxHash3() : null;

        internal void Fill(Span<byte> destination)
        {
            reader.Fill(destination);
            hash?.Append(destination);
        }

        internal void Finish()
        {
            if (hash is not null)
                reader.CheckTensor(tensor, hash.GetCurrentHashAsUInt64());
        }
    }
}
