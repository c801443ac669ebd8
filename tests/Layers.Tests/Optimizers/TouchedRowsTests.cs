using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Layers.Tests;

public sealed unsafe class TouchedRowsTests
{
    [Property]
    public void MarkedRowsAreCollectedOnceInAscendingOrder(byte[] rows, PositiveInt extra)
    {
        int count = 256 + (extra.Get % 17); // also numbers that eight does not divide
        using TouchedRows touched = new(count);
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(0, touched.Count());
            int[] ids = [.. rows.Select(row => (int)row), count - 1];
            fixed (int* first = ids)
                touched.MarkHogwild(first, ids.Length);
            int[] expected = [.. ids.Distinct().Order()];
            Assert.Equal(expected, touched.Collect().ToArray());
            Assert.Equal(expected.Length, touched.Count());
            touched.Clear();
        }
    }

    [Fact]
    public void MarksOfManyThreadsAreAllThere()
    {
        const int Rows = 4096;
        using TouchedRows touched = new(Rows);
        using WorkerTeam team = new(4);
        team.Run(worker =>
        {
            // Neighbouring bytes, each thread's own and one in eight of everybody's.
            for (int row = 0; row < Rows; row++)
            {
                if (row % 4 == worker || row % 8 == 0)
                    touched.MarkHogwild(&row, 1);
            }
        });
        Assert.Equal(Rows, touched.Count());
        Assert.Equal(Enumerable.Range(0, Rows), touched.Collect().ToArray());
    }
}
