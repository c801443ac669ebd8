using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A thread's block of projections and the signatures that follow from them.</summary>
internal sealed unsafe class SignatureBlock : IDisposable
{
    /// <summary>What <see cref="SignBits.Extract"/> may read behind a signature; and signatures begin where 64-bit words may.</summary>
    private const int WordsPerRead = sizeof(ulong) / sizeof(ushort);

    private readonly AlignedBuffer<float> products;
    private readonly AlignedBuffer<ushort> signs;
    private readonly int signStride;

    internal SignatureBlock(int productStride)
    {
        int words = productStride / RowMatrix.RowAlignment;
        signStride = ((words + WordsPerRead - 1) / WordsPerRead * WordsPerRead) + WordsPerRead;
        products = new AlignedBuffer<float>((long)SignatureHasher.BlockRows * productStride);
        signs = new AlignedBuffer<ushort>((long)SignatureHasher.BlockRows * signStride);
    }

    internal float* Products => products.Pointer;

    /// <summary>
    /// The signature of vector <paramref name="row"/> of the block: a string of bits as <see cref="SignBits.Pack"/> lays it out.
    /// </summary>
    internal ushort* Signs(int row) => signs.Pointer + ((long)row * signStride);

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        products.Dispose();
        signs.Dispose();
    }
}
