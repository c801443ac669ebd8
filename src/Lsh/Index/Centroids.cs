using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The centroids of spherical k-means (Dhillon and Modha 2001) over a layer's rows in the centred space: directions, and a row belongs to
/// the one that it has the largest inner product with, the first of equals.
/// </summary>
/// <remarks>
/// Directions rather than means: in trained layers a query finds more in as many lists.
/// Each pass over a sample of the rows assigns them by matrix products with all centroids and then turns every centroid to the mean of its rows,
/// summed in the sample's order: nothing depends on who computed what.
/// </remarks>
internal sealed unsafe class Centroids : IDisposable, IStateful
{
    /// <summary>Rows of the sample for each centroid.</summary>
    private const int SampleOfCentroid = 64;

    private const int FirstPasses = 8;

    /// <summary>Rows move little between rebuilds, and so do their means.</summary>
    private const int LaterPasses = 2;

    private const int BlockRows = 128;

    private readonly ulong seed;

    /// <summary>Centroids as columns: what a product with rows or queries reads in order.</summary>
    private readonly RowMatrix columns;

    private ulong rebuilds;

    internal Centroids(int count, int dimension, ulong seed)
    {
        this.seed = seed;
        columns = new RowMatrix(dimension, count);
    }

    internal int Count => columns.Columns;

    internal int Dimension => columns.Rows;

    internal long MemoryBytes => columns.ByteLength;

    /// <summary>Turns the centroids to where the rows are now; from random rows the first time, otherwise from where they were.</summary>
    internal void Train(WeightMatrix rows, CentredSpace space, WorkerTeam team)
    {
        using RowMatrix sample = Sample(rows, space, team);
        ushort[] assigned = new ushort[sample.Rows];
        RandomStream random = new(seed, rebuilds);
        if (rebuilds == 0)
            StartFromRows(sample, ref random);
        int passes = rebuilds++ == 0 ? FirstPasses : LaterPasses;
        using ScratchSet scratch = new(this, team.Size);
        for (int pass = 0; pass < passes; pass++)
        {
            team.ForBlocks(sample.Rows, BlockRows, (worker, start, end) =>
                Assign(sample.RowPointer(start), sample.Stride, assigned.AsSpan(start, end - start), scratch[worker]));
            Move(sample, assigned, team, ref random);
        }
    }

    /// <summary>Writes the number of each row's centroid.</summary>
    internal void AssignAll(WeightMatrix rows, CentredSpace space, Span<ushort> assigned, WorkerTeam team)
    {
        using ScratchSet scratch = new(this, team.Size);
        fixed (ushort* target = assigned)
        {
            ushort* first = target;
            team.ForBlocks(rows.Rows, BlockRows, (worker, start, end) =>
            {
                Scratch own = scratch[worker];
                float* block = own.Mapped.Map(rows, start, end, space, out int stride);
                Assign(block, stride, new Span<ushort>(first + start, end - start), own);
            });
        }
    }

    /// <summary>The inner products of <paramref name="count"/> mapped vectors with every centroid: a row of scores each.</summary>
    internal void Score(float* vectors, int stride, int count, RowMatrix scores) => MatrixProduct.Multiply(
        vectors, stride, 1, columns.Pointer, columns.Stride, scores.Pointer, scores.Stride, count, Count, Dimension, accumulate: false);

    public void Visit(IStateVisitor state)
    {
        state.Matrix("columns", columns);
        state.Value("rebuilds", ref rebuilds);
    }

    /// <summary>Frees the centroids; further calls do nothing.</summary>
    public void Dispose() => columns.Dispose();

    /// <summary>Rows spread evenly over the layer, mapped.</summary>
    private RowMatrix Sample(WeightMatrix rows, CentredSpace space, WorkerTeam team)
    {
        RowMatrix sample = new(Math.Min(rows.Rows, (int)Math.Min(int.MaxValue, (long)Count * SampleOfCentroid)), Dimension);
        float[][] read = [.. Enumerable.Range(0, team.Size).Select(_ => new float[rows.Columns])];
        team.ForBlocks(sample.Rows, BlockRows, (worker, start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                rows.ReadRow((int)((long)i * rows.Rows / sample.Rows), read[worker]);
                space.MapRow(read[worker], sample.Row(i));
            }
        });
        return sample;
    }

    private void StartFromRows(RowMatrix sample, ref RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, sample.Rows)];
        random.Shuffle(order);
        for (int centroid = 0; centroid < Math.Min(Count, order.Length); centroid++)
            Place(centroid, sample.Row(order[centroid]));
    }

    /// <summary>Turns a centroid; zero has no direction and stays zero.</summary>
    private void Place(int centroid, ReadOnlySpan<float> direction)
    {
        float length = TensorPrimitives.Norm(direction);
        float scale = length == 0 ? 1 : 1 / length;
        float* column = columns.Pointer + centroid;
        for (int i = 0; i < direction.Length; i++)
            column[(long)i * columns.Stride] = scale * direction[i];
    }

    private void Assign(float* vectors, int stride, Span<ushort> assigned, Scratch own)
    {
        Score(vectors, stride, assigned.Length, own.Scores);
        for (int i = 0; i < assigned.Length; i++)
            assigned[i] = (ushort)TensorPrimitives.IndexOfMax<float>(own.Scores.Row(i));
    }

    /// <summary>Each centroid turns to the mean of its rows; one without rows to a row drawn at random, to try its luck there.</summary>
    private void Move(RowMatrix sample, ushort[] assigned, WorkerTeam team, ref RandomStream random)
    {
        int[] starts = new int[Count + 1];
        foreach (ushort centroid in assigned)
            starts[centroid + 1]++;
        for (int i = 0; i < Count; i++)
            starts[i + 1] += starts[i];
        int[] members = new int[assigned.Length];
        int[] next = starts[..^1];
        for (int row = 0; row < assigned.Length; row++)
            members[next[assigned[row]]++] = row;
        team.ForBlocks(Count, 1, (_, centroid, _) =>
        {
            ReadOnlySpan<int> own = members.AsSpan(starts[centroid]..starts[centroid + 1]);
            if (own.IsEmpty)
                return;
            float[] sum = new float[Dimension];
            foreach (int row in own)
                TensorPrimitives.Add(sum, sample.Row(row), sum);
            Place(centroid, sum);
        });
        for (int centroid = 0; centroid < Count; centroid++)
        {
            if (starts[centroid] == starts[centroid + 1] && sample.Rows > 0)
                Place(centroid, sample.Row(random.NextInt32(sample.Rows)));
        }
    }

    /// <summary>What one worker needs to assign rows.</summary>
    private sealed class Scratch(Centroids owner) : IDisposable
    {
        public RowMatrix Scores { get; } = new(BlockRows, owner.Count);

        public MappedRows Mapped { get; } = new(BlockRows, owner.Dimension);

        public void Dispose()
        {
            Scores.Dispose();
            Mapped.Dispose();
        }
    }

    /// <summary>That of all workers.</summary>
    private sealed class ScratchSet(Centroids owner, int workers) : IDisposable
    {
        private readonly Scratch[] all = [.. Enumerable.Range(0, workers).Select(_ => new Scratch(owner))];

        public Scratch this[int worker] => all[worker];

        public void Dispose()
        {
            foreach (Scratch one in all)
                one.Dispose();
        }
    }
}
