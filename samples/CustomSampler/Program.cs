using System.Globalization;
using Glissade;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Samples.CustomSampler;

// An output layer trained by hand over a fixed random embedding, once with negatives drawn by popularity and once uniformly. What changes
// is one object behind INeuronSampler; the step, the loss and the optimizer are the library's.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Units = 64;
const int BatchSize = 32;
const int Negatives = 40;
(Dataset train, _) = SyntheticDataset.Generate(new SyntheticOptions
{
    FeatureCount = 2000,
    LabelCount = 1000,
    TrainCount = 3000,
    TestCount = 0,
    FeatureDrawsPerPoint = 30,
    LabelsPerPoint = 2,
});
int[] frequencies = new int[train.LabelCount];
for (int point = 0; point < train.Count; point++)
{
    foreach (int label in train.Labels(point))
        frequencies[label]++;
}

using (PopularitySampler popular = new(frequencies, Negatives))
    Report("by popularity", popular);
using (UniformSampler uniform = new(Negatives))
    Report("uniform", uniform);

void Report(string name, INeuronSampler sampler)
{
    using EmbeddingLayer embedding = new(train.FeatureCount, Units);
    using OutputLayer layer = new(Units, train.LabelCount);
    RandomStream random = new(seed: 1);
    embedding.Initialize(0.2f, ref random);
    using RowOptimizer optimizer = new RowAdamOptimizer(layer.Weights);
    using OutputStep step = OutputStep.Create(
        ActiveSharing.Batch, layer, sampler, OutputLosses.Create(LossKind.SquaredHinge), optimizer, BatchSize);
    using SparseBatch batch = new(train.FeatureCount);
    using ActivationBatch hidden = new(BatchSize, Units);
    using RowMatrix hiddenDeltas = new(BatchSize, Units);
    Console.WriteLine($"negatives {name}");
    for (int epoch = 1; epoch <= 5; epoch++)
    {
        double loss = 0;
        for (int start = 0; start < train.Count; start += BatchSize)
        {
            batch.Clear();
            for (int point = start; point < Math.Min(start + BatchSize, train.Count); point++)
                batch.Add(train.Features(point), train.Labels(point));
            embedding.Forward(batch, hidden);
            hidden.Transpose();
            loss += step.Run(hidden, batch, hiddenDeltas, learningRate: 0.01f, ref random);
        }
        Console.WriteLine($"  epoch {epoch}  mean loss {loss / train.Count:F3}");
    }
    Console.WriteLine($"  active neurons a sample {(double)step.ActiveNeuronTotal / (5 * train.Count):F1}");
}
