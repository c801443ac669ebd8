using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers.Tests;

public sealed class RememberedNegativesTests
{
    private const int Neurons = 60;
    private const int Inputs = 8;
    private const int Samples = 5;
    private const int Kept = 3;

    [Fact]
    public void EachPointsHardestWrongNeuronsAreRemembered()
    {
        using HardNegatives memory = new(points: 40, Kept);
        using HardestOfBatch hardest = new(memory, Samples);
        using Pass pass = new(seed: 1);
        float[][] before = pass.LogitsBySample();
        pass.Show(hardest, blockRows: 7, costless: float.NegativeInfinity);
        Assert.Equal(before, pass.LogitsBySample()); // left as they were
        hardest.Remember(pass.Batch, pass.Active);
        for (int sample = 0; sample < Samples; sample++)
        {
            int[] labels = pass.Batch.Labels(sample).ToArray();
            int[] expected = [.. Enumerable.Range(0, pass.Active.Count)
                .Where(place => !labels.Contains(pass.Active.Ids[place]))
                .OrderByDescending(place => before[sample][place])
                .Take(Kept)
                .Select(place => pass.Active.Ids[place])];
            Assert.Equal(expected, memory.Of(pass.Batch.Points[sample]).ToArray());
        }
    }

    [Fact]
    public void NeuronsWithoutLossAreNotRemembered()
    {
        using HardNegatives memory = new(points: 40, Kept);
        using HardestOfBatch hardest = new(memory, Samples);
        using Pass pass = new(seed: 2);
        float[][] logits = pass.LogitsBySample();
        float costless = logits.SelectMany(row => row).Order().ElementAt(logits[0].Length * Samples * 98 / 100);
        pass.Show(hardest, blockRows: 64, costless);
        hardest.Remember(pass.Batch, pass.Active);
        int remembered = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            ReadOnlySpan<int> neurons = memory.Of(pass.Batch.Points[sample]);
            remembered += neurons.Length;
            foreach (int neuron in neurons)
                Assert.True(logits[sample][pass.Active.Ids.IndexOf(neuron)] > costless);
        }

        Assert.InRange(remembered, 1, (Kept * Samples) - 1);
    }

    [Fact]
    public void PointsBeyondTheTrainingDataAreForgotten()
    {
        using HardNegatives memory = new(points: 2, Kept);
        memory.Replace(1, [7, 5]);
        memory.Replace(2, [9]);
        memory.Replace(-1, [9]);
        Assert.Equal([7, 5], memory.Of(1).ToArray());
        Assert.Empty(memory.Of(0).ToArray());
        Assert.Empty(memory.Of(2).ToArray());
        Assert.Empty(memory.Of(-1).ToArray());
        memory.Replace(1, []);
        Assert.Empty(memory.Of(1).ToArray());
    }

    [Fact]
    public void ABatchTakesUpWhatWasHardestForItsPoints()
    {
        using OutputLayer layer = TestSamplers.Layer();
        SimHashFamily family = new(TestSamplers.Inputs + 1, new HashFamilyOptions { HashesPerTable = 5, TableCount = 4 });
        LshSamplerOptions options = new() { Hashed = 40, Uniform = 0, Remembered = Kept, Points = 10, Queries = 1 };
        using LshSampler sampler = new(new LshIndex(TestSamplers.Neurons, family, new LshIndexOptions()), options, Samples);
        using SamplerState state = sampler.CreateState();
        using WorkerTeam team = new(1);
        using SparseBatch batch = new(1);
        using ActivationBatch hidden = new(Samples, TestSamplers.Inputs);
        using ActiveSet active = new(TestSamplers.Neurons);
        RandomStream random = new(5);
        hidden.Begin(Samples);
        for (int sample = 0; sample < Samples; sample++)
        {
            batch.Add(new SparseVector([], []), [], 0, ref random, point: sample);
            foreach (ref float value in hidden.Values.Row(sample)[..TestSamplers.Inputs])
                value = random.NextGaussian();
        }

        hidden.Transpose();
        sampler.Rebuild(layer.Weights, team);
        int[] planted = [11, 22, 33];
        sampler.Begin(hidden, batch, state);
        sampler.AddShared(hidden, active, state, ref random);
        int[] without = active.Ids.ToArray();
        sampler.Remembered!.Replace(Samples - 1, planted);
        active.Clear();
        sampler.Begin(hidden, batch, state);
        sampler.AddShared(hidden, active, state, ref random);
        Assert.Subset(active.Ids.ToArray().ToHashSet(), planted.ToHashSet());
        Assert.Equal(40, active.Count);
        Assert.True(without.Length <= 40);
    }

    /// <summary>A batch with labels, its active neurons and their logits.</summary>
    private sealed unsafe class Pass : IDisposable
    {
        private readonly RowMatrix logits;
        private readonly RowEntries positives = new(Neurons);

        public Pass(ulong seed)
        {
            RandomStream random = new(seed);
            for (int sample = 0; sample < Samples; sample++)
            {
                int[] labels = [.. Enumerable.Range(0, 3).Select(_ => random.NextInt32(Neurons)).Distinct().Order()];
                Batch.Add(new SparseVector([], []), labels, 0, ref random, point: (7 * sample) + 1);
            }

            positives.Transpose(Samples, Batch.LabelOffsets, Batch.LabelIds, null);
            Active.AddRange(new ReadOnlySpan<int>(positives.Rows, positives.RowCount));
            Active.AddUniform(30, ref random);
            logits = new RowMatrix(Active.Count, Samples);
            for (int place = 0; place < Active.Count; place++)
            {
                for (int sample = 0; sample < Samples; sample++)
                    logits.Row(place)[sample] = random.NextGaussian();
            }
        }

        public SparseBatch Batch { get; } = new(1);

        public ActiveSet Active { get; } = new(Neurons);

        public float[][] LogitsBySample() =>
            [.. Enumerable.Range(0, Samples).Select(sample =>
                Enumerable.Range(0, Active.Count).Select(place => logits.Row(place)[sample]).ToArray())];

        public void Show(HardestOfBatch hardest, int blockRows, float costless)
        {
            hardest.Begin(Samples, costless);
            for (int first = 0; first < Active.Count; first += blockRows)
            {
                int rows = Math.Min(blockRows, Active.Count - first);
                hardest.Observe(new SharedLogits((nint)logits.RowPointer(first), logits.Stride, first, rows, Samples, positives, 0));
            }
        }

        public void Dispose()
        {
            logits.Dispose();
            positives.Dispose();
            Batch.Dispose();
            Active.Dispose();
        }
    }
}
