using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Signatures of vectors: bit j is 1 where the vector lies on the positive side of random hyperplane j (Charikar 2002, section 3). Blocks
/// of vectors are projected by one matrix product.
/// </summary>
internal sealed unsafe class SignatureHasher : IDisposable
{
    /// <summary>Most vectors of a block.</summary>
    internal const int BlockRows = 64;

    private readonly RowMatrix projections;
    private readonly ProjectionKind kind;

    /// <summary>Draws <paramref name="bits"/> hyperplanes for vectors of <paramref name="dimension"/> elements.</summary>
    internal SignatureHasher(int dimension, int bits, ProjectionKind kind, ulong seed)
    {
        this.kind = kind;
        projections = new RowMatrix(dimension, bits);
        Redraw(seed);
    }

    /// <summary>One hyperplane a column. Who changes them answers for what was hashed before.</summary>
    internal RowMatrix Projections => projections;

    internal int Dimension => projections.Rows;

    internal int Bits => projections.Columns;

    /// <summary>Size of the hyperplanes in bytes.</summary>
    internal long MemoryBytes => projections.ByteLength;

    internal void Redraw(ulong seed) => SimHashProjections.Draw(projections, kind, seed);

    internal SignatureBlock CreateBlock() => new(projections.Stride);

    /// <summary>The signatures of at most <see cref="BlockRows"/> vectors, <paramref name="stride"/> elements apart.</summary>
    internal void Hash(float* rows, int stride, int count, SignatureBlock block)
    {
        MatrixProduct.Multiply(
            rows, stride, 1, projections.Pointer, projections.Stride, block.Products, projections.Stride,
            count, Bits, Dimension, accumulate: false);
        for (int i = 0; i < count; i++)
            SignBits.Pack(block.Products + ((long)i * projections.Stride), projections.Stride, block.Signs(i));
    }

    /// <summary>The signature of one sparse vector: a weighted sum of the rows of projections of its elements.</summary>
    internal void Hash(SparseVector vector, SignatureBlock block)
    {
        fixed (int* ids = vector.Ids)
        fixed (float* values = vector.Values)
            GatherSum.Compute(projections, ids, values, vector.Count, block.Products, projections.Stride);
        SignBits.Pack(block.Products, projections.Stride, block.Signs(0));
    }

    /// <summary>Frees the hyperplanes; further calls do nothing.</summary>
    public void Dispose() => projections.Dispose();
}
