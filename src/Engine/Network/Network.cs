using System.IO.Hashing;
using System.Runtime.InteropServices;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>Sparse features -> embedding -> activation [-> dense -> activation]* -> wide output layer.</summary>
internal sealed class Network : IDisposable
{
    /// <param name="featureCount">Input features.</param>
    /// <param name="hiddenSizes">Units of each hidden layer.</param>
    /// <param name="labelCount">Output neurons.</param>
    /// <param name="activation">What hidden units do.</param>
    /// <param name="precision">How the two wide layers are stored; those between are small and stay in single precision.</param>
    public Network(int featureCount, IReadOnlyList<int> hiddenSizes, int labelCount, HiddenActivation activation,
        WeightPrecision precision = WeightPrecision.Single)
    {
        Activation = activation;
        Embedding = new EmbeddingLayer(featureCount, hiddenSizes[0], precision);
        Dense = [.. hiddenSizes.Zip(hiddenSizes.Skip(1), (inputs, units) => new DenseLayer(inputs, units))];
        Output = new OutputLayer(hiddenSizes[^1], labelCount, precision);
    }

    /// <summary>A network of given layers; takes them over.</summary>
    public Network(EmbeddingLayer embedding, IReadOnlyList<DenseLayer> dense, OutputLayer output, HiddenActivation activation)
    {
        Activation = activation;
        Embedding = embedding;
        Dense = dense;
        Output = output;
    }

    public HiddenActivation Activation { get; }

    public EmbeddingLayer Embedding { get; }

    public IReadOnlyList<DenseLayer> Dense { get; }

    public OutputLayer Output { get; }

    /// <summary>What is added to the output layer's scores; null if there is none. The network disposes it.</summary>
    public LinearPath? Linear { get; set; }

    /// <summary>Weights and biases, padding not counted.</summary>
    public long ParameterCount =>
        WeightMatrices.Sum(matrix => (long)matrix.Rows * matrix.Columns) + (Output.Biases?.Length ?? 0) +
        (Linear is null ? 0 : Linear.PairCount + Linear.LabelCount);

    /// <summary>The layers' weights from input to output.</summary>
    public IEnumerable<WeightMatrix> WeightMatrices => [Embedding.Weights, .. Dense.Select(layer => layer.Weights), Output.Weights];

    /// <summary>Draws the initial weights; a seed fixes them.</summary>
    public void Initialize(TrainingRecipe recipe)
    {
        RandomStream random = new(recipe.Seed, 1);
        Embedding.Initialize(recipe.EmbeddingDeviation, ref random);
        foreach (DenseLayer layer in Dense)
            layer.Initialize(ref random);
        Output.Initialize(recipe.OutputDeviation, recipe.OutputBias, ref random);
    }

    /// <summary>Tells these weights from others: XXH3 of all rows, from input to output, and of the linear path.</summary>
    public string Checksum()
    {
        XxHash3 hash = new();
        foreach (WeightMatrix weights in WeightMatrices)
        {
            for (int row = 0; row < weights.Rows; row++)
                hash.Append(weights.RowBytes(row));
        }
        if (Linear is not null)
        {
            hash.Append(MemoryMarshal.AsBytes(Linear.Biases));
            for (int feature = 0; feature < Linear.FeatureCount; feature++)
                hash.Append(MemoryMarshal.AsBytes(Linear.Weights(feature)));
        }
        return SafetensorsChecksums.Format(hash.GetCurrentHashAsUInt64());
    }

    public void Dispose()
    {
        Embedding.Dispose();
        foreach (DenseLayer layer in Dense)
            layer.Dispose();
        Output.Dispose();
        Linear?.Dispose();
    }
}
