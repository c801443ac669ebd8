namespace Glissade.Kernels.Tests;

public sealed unsafe class TranspositionTests
{
    [Fact]
    public void AnyShapeIsTransposedAndPaddedWithZeros()
    {
        foreach (int rows in (int[])[0, 1, 5, 15, 16, 17, 40])
        {
            foreach (int columns in (int[])[1, 3, 16, 33])
            {
                int padded = RowMatrix.PadColumns(rows);
                using TestMemory source = TestMemory.Gaussian(rows * (columns + 1), 1, misaligned: true);
                using TestMemory target = new(columns * (padded + 2), misaligned: true);
                target.Span.Fill(-1);
                Transposition.Compute(source.Pointer, columns + 1, target.Pointer, padded + 2, rows, columns);
                for (int j = 0; j < columns; j++)
                {
                    for (int i = 0; i < padded + 2; i++)
                    {
                        float expected = i < rows ? source.Span[(i * (columns + 1)) + j] : i < padded ? 0 : -1;
                        Assert.Equal(expected, target.Span[(j * (padded + 2)) + i]);
                    }
                }
                target.AssertSurroundings();
            }
        }
    }
}
