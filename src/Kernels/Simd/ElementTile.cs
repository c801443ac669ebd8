namespace Glissade.Kernels;

/// <summary>Transposed tiles (<see cref="ISimd{TVector}.TransposeTile"/>) element by element, of any number of rows.</summary>
internal static unsafe class ElementTile
{
    /// <summary>target[j][i] = rows[i][element + j] for j below the number of lanes; other elements of the target stay as they are.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="count">Number of rows, at most as many as there are lanes.</param>
    /// <param name="element">The first element of each row.</param>
    /// <param name="target">The first row of the transposed tile.</param>
    /// <param name="targetStride">Elements from one of its rows to the next.</param>
    public static void Transpose<TVector, TSimd, TFormat>(
        byte* rows, nint stride, int count, nint element, float* target, nint targetStride)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>
    {
        float* row = stackalloc float[TSimd.Lanes];
        for (int i = 0; i < count; i++)
        {
            TSimd.Store(TFormat.Load(rows + (i * stride), element), row);
            for (int j = 0; j < TSimd.Lanes; j++)
                target[(j * targetStride) + i] = row[j];
        }
    }
}
