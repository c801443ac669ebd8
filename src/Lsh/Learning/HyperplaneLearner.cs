using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Learns the hyperplanes of signed projections from examples, so that a query and the rows that should be found for it agree in more codes than a
/// query and any row (MONGOOSE, Chen et al. 2021, section 3.3; LSS, Liu et al. 2020; HALOS, Liu et al. 2022). Goes on from the hyperplanes and Adam
/// moments of its last call.
/// </summary>
internal sealed unsafe class HyperplaneLearner : IDisposable, IStateful
{
    private const int BlockRows = 32;

    private readonly RowMatrix projections;
    private readonly HashLearningOptions options;
    private readonly WeightMatrix planes;
    private readonly AdamState adam;
    private readonly HyperplaneBatch batch;
    private readonly RetrievedPairs? pairs;
    private readonly Dictionary<int, int> places = [];
    private readonly List<int> rowIds = [];
    private readonly int[] targetPlaces;
    private readonly int[] targetCounts;
    private readonly bool[] directed;
    private readonly int[] drawnTargets;
    private readonly AlignedBuffer<int> planeIds;
    private ulong calls;

    /// <summary>Takes the hyperplanes from <paramref name="projections"/>, one a column, and writes them back after each call.</summary>
    internal HyperplaneLearner(RowMatrix projections, int hashesPerTable, HashLearningOptions options)
    {
        options.Validate();
        this.projections = projections;
        this.options = options;
        int hyperplanes = projections.Columns;
        batch = new HyperplaneBatch(
            hyperplanes, projections.Rows, options.BatchQueries, (options.BatchQueries * options.TargetsPerQuery) + options.RandomRows);
        pairs = options.Loss == HashLoss.Contrastive ? null : new RetrievedPairs(batch, hashesPerTable, hyperplanes / hashesPerTable);
        planes = new WeightMatrix(hyperplanes, projections.Rows);
        adam = new AdamState(hyperplanes, projections.Rows, 0.9f, 0.999f, 1e-8f);
        targetPlaces = new int[options.BatchQueries * options.TargetsPerQuery];
        drawnTargets = new int[HashExamples.MaxTargets];
        targetCounts = new int[options.BatchQueries];
        directed = new bool[options.BatchQueries];
        planeIds = new AlignedBuffer<int>(hyperplanes);
        for (int plane = 0; plane < hyperplanes; plane++)
            planeIds.Pointer[plane] = plane;
        Transposition.Compute(
            projections.Pointer, projections.Stride, planes.SinglePointer, planes.SingleStride, projections.Rows, hyperplanes);
    }

    /// <summary>
    /// Takes the steps. Examples are drawn from all lists as from one.
    /// </summary>
    /// <returns>The mean loss of the last quarter of the steps; NaN if no query of a step has a direction.</returns>
    internal double Learn(WeightMatrix rows, CentredSpace? space, IReadOnlyList<HashExamples> examples, int steps, WorkerTeam team)
    {
        if (examples.Sum(list => list.Count) == 0 || steps == 0)
            return double.NaN;
        RandomStream random = new(options.Seed, calls++);
        int measured = Math.Max(1, steps / 4);
        double loss = 0;
        for (int step = 0; step < steps; step++)
        {
            Assemble(rows, space, examples, team, ref random);
            batch.Forward(planes.SinglePointer, planes.SingleStride, options.Sharpness, team);
            double stepLoss = Derive();
            batch.Backward(options.Sharpness, team);
            Update(options.LearningRate * (1 - ((float)step / steps)), team);
            loss += step >= steps - measured ? stepLoss / measured : 0;
        }
        Transposition.Compute(
            planes.SinglePointer, planes.SingleStride, projections.Pointer, projections.Stride, planes.Rows, projections.Rows);
        return loss;
    }

    public void Visit(IStateVisitor state)
    {
        // The hyperplanes are the projections, which their owner keeps.
        state.Matrix("first_moment", adam.First);
        state.Matrix("second_moment", adam.Second);
        state.Matrix("steps", adam.Steps);
        state.Value("calls", ref calls);
    }

    public void Dispose()
    {
        planes.Dispose();
        adam.Dispose();
        batch.Dispose();
        planeIds.Dispose();
    }

    /// <summary>Draws a step's examples and rows: all targets, once each, and then as many others.</summary>
    private void Assemble(
        WeightMatrix rows, CentredSpace? space, IReadOnlyList<HashExamples> examples, WorkerTeam team, ref RandomStream random)
    {
        places.Clear();
        rowIds.Clear();
        int total = examples.Sum(list => list.Count);
        batch.QueryCount = options.BatchQueries;
        for (int i = 0; i < batch.QueryCount; i++)
        {
            int drawn = random.NextInt32(total);
            int list = 0;
            while (drawn >= examples[list].Count)
                drawn -= examples[list++].Count;
            Span<float> query = batch.Queries.Row(i);
            if (space is null)
                examples[list].Query(drawn).CopyTo(query);
            else
                space.MapQuery(examples[list].Query(drawn), query);
            directed[i] = ToUnitLength(query);
            ReadOnlySpan<int> targets = DrawTargets(examples[list].Targets(drawn), ref random);
            targetCounts[i] = targets.Length;
            for (int j = 0; j < targets.Length; j++)
                targetPlaces[(i * options.TargetsPerQuery) + j] = Place(targets[j]);
        }
        for (int i = 0; i < options.RandomRows; i++)
            Place(random.NextInt32(rows.Rows));
        batch.RowCount = rowIds.Count;
        team.ForBlocks(rowIds.Count, BlockRows, (_, start, end) =>
        {
            float[] row = new float[rows.Columns];
            for (int i = start; i < end; i++)
            {
                rows.ReadRow(rowIds[i], row);
                Span<float> mapped = batch.Rows.Row(i);
                if (space is null)
                    row.CopyTo(mapped);
                else
                    space.MapRow(row, mapped);
                ToUnitLength(mapped);
            }
        });
    }

    /// <summary>As many of an example's targets as a step takes.</summary>
    private ReadOnlySpan<int> DrawTargets(ReadOnlySpan<int> targets, ref RandomStream random)
    {
        if (targets.Length <= options.TargetsPerQuery)
            return targets;
        Span<int> drawn = drawnTargets.AsSpan(0, targets.Length);
        targets.CopyTo(drawn);
        random.Shuffle(drawn);
        return drawn[..options.TargetsPerQuery];
    }

    /// <summary>Where a row stands in the batch, which it joins if it is new.</summary>
    private int Place(int row)
    {
        if (places.TryGetValue(row, out int place))
            return place;
        place = rowIds.Count;
        places.Add(row, place);
        rowIds.Add(row);
        return place;
    }

    /// <summary>
    /// The loss's derivatives by all agreements; returns the mean loss of the queries. A query without a direction has neither: what rounding
    /// leaves of its codes, Adam would blow up.
    /// </summary>
    private double Derive()
    {
        pairs?.ReadCodes();
        double loss = 0;
        int counted = 0;
        for (int query = 0; query < batch.QueryCount; query++)
        {
            if (!directed[query])
            {
                batch.Derivatives(query).Clear();
                continue;
            }
            counted++;
            ReadOnlySpan<float> agreements = batch.Agreements(query);
            ReadOnlySpan<int> targets = targetPlaces.AsSpan(query * options.TargetsPerQuery, targetCounts[query]);
            Span<float> derivatives = batch.Derivatives(query);
            pairs?.Choose(query, targets);
            loss += options.Loss switch
            {
                HashLoss.Contrastive => AgreementLoss.Contrastive(agreements, targets, derivatives),
                HashLoss.CrossEntropy => AgreementLoss.CrossEntropy(agreements, pairs!.Missed, pairs.Wrong, derivatives),
                _ => AgreementLoss.Triplet(agreements, pairs!.Missed, pairs.Wrong, options.Margin, derivatives),
            };
        }
        return loss / counted;
    }

    private void Update(float learningRate, WorkerTeam team) =>
        team.ForBlocks(planes.Rows, HyperplaneBatch.BlockPlanes, (_, start, end) =>
        {
            RowGradients gradients = new(batch.Gradient.RowPointer(start), batch.Gradient.Stride, batch.Gradient.Columns);
            RowUpdates.Run(planes, planeIds.Pointer + start, end - start, new AdamStep(gradients, adam, learningRate), noise: 0);
        });

    /// <summary>
    /// Signs do not depend on lengths, soft codes do: at length 1 projections are about as large as the hyperplanes' elements. A vector that is
    /// zero or whose length is not finite has no direction: it becomes zero, and the answer is no.
    /// </summary>
    private static bool ToUnitLength(Span<float> vector)
    {
        float length = TensorPrimitives.Norm<float>(vector);
        bool directed = length > 0 && float.IsFinite(length);
        if (directed)
            TensorPrimitives.Divide(vector, length, vector);
        else
            vector.Clear();
        return directed;
    }
}
