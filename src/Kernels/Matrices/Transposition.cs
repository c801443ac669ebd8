namespace Glissade.Kernels;

/// <summary>Transposes of the small matrices of a batch.</summary>
internal static unsafe class Transposition
{
    private const int Tile = 16;

    /// <summary>
    /// destination[j][i] = source[i][j] for i &lt; rows, j &lt; columns; elements of the destination's rows from <paramref name="rows"/> up to the
    /// next multiple of 16 become zero.
    /// </summary>
    public static void Compute(float* source, int sourceStride, float* destination, int destinationStride, int rows, int columns)
    {
        int paddedRows = RowMatrix.PadColumns(rows);
        for (int rowTile = 0; rowTile < paddedRows; rowTile += Tile)
        {
            int filled = Math.Min(rowTile + Tile, rows);
            for (int column = 0; column < columns; column++)
            {
                float* target = destination + ((long)column * destinationStride);
                int row = rowTile;
                for (; row < filled; row++)
                    target[row] = source[((long)row * sourceStride) + column];
                for (; row < rowTile + Tile; row++)
                    target[row] = 0;
            }
        }
    }
}
