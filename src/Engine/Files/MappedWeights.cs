using System.IO.Hashing;
using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// The wide layers' weights, and codes of labels, as they lie in a model's file, which stays open, and their checksums, which are compared
/// when asked for.
/// </summary>
internal sealed unsafe class MappedWeights : IDisposable
{
    /// <summary>Bytes hashed before the next look at the cancellation token.</summary>
    private const int BlockBytes = 1 << 24;

    private readonly SafetensorsReader reader;
    private readonly MappedFile file;
    private readonly List<TensorInfo> mapped = [];

    /// <summary>Maps the file that <paramref name="reader"/> reads, and takes the reader over if this succeeds.</summary>
    public MappedWeights(SafetensorsReader reader)
    {
        this.reader = reader;
        file = reader.Map();
    }

    /// <summary>Rows of a layer where they lie: those of a tensor, or of two that follow each other.</summary>
    /// <param name="tensors">One tensor, or one and what is its further row; their type is that of <paramref name="precision"/>.</param>
    /// <param name="columns">Elements of a row, a multiple of 16.</param>
    /// <param name="precision">How they are stored.</param>
    public WeightMatrix Rows(ReadOnlySpan<TensorInfo> tensors, int columns, WeightPrecision precision)
    {
        long elements = 0;
        foreach (TensorInfo tensor in tensors)
        {
            mapped.Add(tensor);
            elements += tensor.ByteLength / tensor.Type.ElementBytes();
        }
        return WeightMatrix.Over(file.Pointer + reader.PositionOf(tensors[0]), checked((int)(elements / columns)), columns, precision);
    }

    /// <summary>A tensor where it lies.</summary>
    public byte* Bytes(TensorInfo tensor)
    {
        mapped.Add(tensor);
        return file.Pointer + reader.PositionOf(tensor);
    }

    /// <summary>Compares the checksum of everything that is mapped.</summary>
    /// <exception cref="DataFormatException">One is wrong.</exception>
    public void Verify(CancellationToken cancellation)
    {
        foreach (TensorInfo tensor in mapped)
        {
            XxHash3 hash = new();
            byte* bytes = file.Pointer + reader.PositionOf(tensor);
            for (long start = 0; start < tensor.ByteLength; start += BlockBytes)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.Append(new ReadOnlySpan<byte>(bytes + start, (int)Math.Min(BlockBytes, tensor.ByteLength - start)));
            }
            reader.CheckTensor(tensor, hash.GetCurrentHashAsUInt64());
        }
    }

    /// <summary>Ends the mapping and closes the file; further calls do nothing.</summary>
    public void Dispose()
    {
        file.Dispose();
        reader.Dispose();
    }
}
