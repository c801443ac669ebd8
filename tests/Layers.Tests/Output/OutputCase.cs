using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

/// <summary>An output layer, a batch before it and an optimizer, each beside its double-precision reference.</summary>
internal sealed class OutputCase : IDisposable
{
    public OutputCase(int inputs, int neurons, int samples, OptimizerKind optimizer, ulong seed = 1, int capacity = 0,
        WeightPrecision precision = WeightPrecision.Single)
    {
        RandomStream random = new(seed, (ulong)inputs, (ulong)neurons, (ulong)samples);
        Weights = ReferenceNetwork.Gaussian(neurons, inputs + 1, 1 / Math.Sqrt(inputs), ref random);
        Layer = new OutputLayer(inputs, neurons, precision);
        Agreement.Copy(Weights, Layer.Weights);
        if (precision != WeightPrecision.Single)
            ReadBack();
        Optimizer = RowOptimizers.Create(optimizer, Layer.Weights);
        ReferenceOptimizer = new ReferenceOptimizer(optimizer, Weights);
        Capacity = Math.Max(capacity, samples);
        Hidden = new ActivationBatch(Capacity, inputs);
        HiddenDeltas = new RowMatrix(Capacity, inputs);
        Batch = new SparseBatch(1);
        NextBatch(samples, seed);
    }

    public int Capacity { get; }

    public double[][] Weights { get; }

    public double[][] HiddenReference { get; private set; } = [];

    public int[][] Labels { get; private set; } = [];

    public OutputLayer Layer { get; }

    public RowOptimizer Optimizer { get; }

    public ReferenceOptimizer ReferenceOptimizer { get; }

    public ActivationBatch Hidden { get; }

    public RowMatrix HiddenDeltas { get; }

    public SparseBatch Batch { get; }

    /// <summary>Other hidden units, as after ReLU a third of them zero, and other labels.</summary>
    public void NextBatch(int samples, ulong seed)
    {
        RandomStream random = new(seed, 5);
        HiddenReference = ReferenceNetwork.Gaussian(samples, Hidden.Units, 1, ref random);
        foreach (double[] row in HiddenReference)
        {
            foreach (ref double value in row.AsSpan())
                value = Math.Max(value + 0.3f, 0);
        }
        HiddenReference = [.. HiddenReference.Select(row => row.Select(value => (double)(float)value).ToArray())];
        ReferenceSample[] drawn = ReferenceSample.Draw(samples, 1, Layer.Neurons, seed);
        Labels = [.. drawn.Select(sample => sample.Labels)];
        ReferenceSample.Fill(Batch, drawn);
        Hidden.Begin(samples);
        for (int i = 0; i < samples; i++)
        {
            for (int j = 0; j < Hidden.Units; j++)
                Hidden.Values.Row(i)[j] = (float)HiddenReference[i][j];
        }
        Hidden.Transpose();
    }

    public OutputStep Step(ActiveSharing sharing, INeuronSampler sampler, LossKind loss) =>
        OutputStep.Create(sharing, Layer, sampler, OutputLosses.Create(loss), Optimizer, Capacity);

    public double Run(OutputStep step, float learningRate)
    {
        RandomStream random = new(9);
        return step.Run(Hidden, Batch, HiddenDeltas, learningRate, ref random);
    }

    /// <summary>The same step by the reference; it updates <see cref="Weights"/>.</summary>
    public OutputGradients RunReference(LossKind loss, int[][] active, double learningRate)
    {
        OutputGradients gradients = ReferenceOutput.Derive(loss, Weights, HiddenReference, Labels, active);
        bool[] touched = new bool[Weights.Length];
        foreach (int neuron in active.SelectMany(neurons => neurons))
            touched[neuron] = true;
        ReferenceOptimizer.Step(gradients.Weights, touched, learningRate);
        return gradients;
    }

    /// <summary>The reference's weights become what the layer could store of them.</summary>
    private void ReadBack()
    {
        float[] row = new float[Layer.Weights.Columns];
        for (int neuron = 0; neuron < Weights.Length; neuron++)
        {
            Layer.Weights.ReadRow(neuron, row);
            for (int j = 0; j < row.Length; j++)
                Weights[neuron][j] = row[j];
        }
    }

    public void Dispose()
    {
        Layer.Dispose();
        Optimizer.Dispose();
        Hidden.Dispose();
        HiddenDeltas.Dispose();
        Batch.Dispose();
    }
}
