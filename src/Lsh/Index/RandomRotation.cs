using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// A random rotation (an orthogonal matrix, of Gaussian vectors by Gram and Schmidt): afterwards no element of a vector is special,
/// whatever it was before. Vectors are padded with zeros to whole registers, and the padding takes part.
/// </summary>
internal sealed unsafe class RandomRotation : IDisposable
{
    private readonly RowMatrix axes;

    internal RandomRotation(int dimension, ulong seed)
    {
        Dimension = dimension;
        RotatedDimension = RowMatrix.PadColumns(dimension);
        axes = new RowMatrix(dimension, RotatedDimension);
        using RowMatrix directions = Orthonormal(RotatedDimension, seed);
        for (int i = 0; i < dimension; i++)
            directions.Row(i).CopyTo(axes.Row(i));
    }

    /// <summary>A rotation that was drawn earlier.</summary>
    /// <param name="axes">Column j is the j-th axis; a multiple of 16 columns. Taken over.</param>
    internal RandomRotation(RowMatrix axes)
    {
        Dimension = axes.Rows;
        RotatedDimension = axes.Columns;
        this.axes = axes;
    }

    /// <summary>Elements of a vector.</summary>
    internal int Dimension { get; }

    /// <summary>Elements once it is rotated: a multiple of 16.</summary>
    internal int RotatedDimension { get; }

    /// <summary>Column j is the j-th axis.</summary>
    internal RowMatrix Axes => axes;

    internal long MemoryBytes => axes.ByteLength;

    /// <summary>Rotates <paramref name="count"/> vectors; each result is the same bit for bit whatever stands beside it.</summary>
    internal void Rotate(RowMatrix vectors, int count, RowMatrix rotated) => MatrixProduct.Multiply(
        vectors.Pointer, vectors.Stride, 1, axes.Pointer, axes.Stride, rotated.Pointer, rotated.Stride,
        count, RotatedDimension, Dimension, accumulate: false);

    /// <summary>Frees the matrix; further calls do nothing.</summary>
    public void Dispose() => axes.Dispose();

    /// <summary>Rows of length 1, each at right angles with all others; so are the columns then.</summary>
    private static RowMatrix Orthonormal(int size, ulong seed)
    {
        RowMatrix rows = new(size, size);
        RandomStream random = new(seed);
        float[] part = new float[size];
        for (int i = 0; i < size; i++)
        {
            Span<float> row = rows.Row(i);
            foreach (ref float element in row)
                element = random.NextGaussian();
            // Twice is enough: what rounding leaves after the first pass is gone after the second.
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    TensorPrimitives.Multiply(rows.Row(j), TensorPrimitives.Dot<float>(row, rows.Row(j)), part);
                    TensorPrimitives.Subtract(row, part, row);
                }
            }
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
        }
        return rows;
    }
}
