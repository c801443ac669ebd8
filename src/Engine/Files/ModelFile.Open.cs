using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

internal static partial class ModelFile
{
    /// <summary>
    /// Reads a model whose wide layers and codes stay where they are in the file. Rows are mapped if they are whole vectors, as those of 16,
    /// 32, 64, 128 units are; the kernels need no padding then. The layers between, and wide ones of other widths, are copied.
    /// </summary>
    public static ExtremeClassifier Open(string path)
    {
        SafetensorsReader reader = SafetensorsReader.Open(path, requireChecksums: true);
        MappedWeights? mapped = null;
        try
        {
            mapped = new MappedWeights(reader);
            ExtremeClassifier model = Read(reader, mapped, path, (recipe, features, labels) =>
                MapNetwork(reader, mapped, recipe, features, labels));
            model.Mapped = mapped;
            return model;
        }
        catch
        {
            mapped?.Dispose();
            reader.Dispose();
            throw;
        }
    }

    private static Network MapNetwork(SafetensorsReader reader, MappedWeights mapped, TrainingRecipe recipe, int features, int labels)
    {
        EmbeddingLayer? embedding = null;
        List<DenseLayer> dense = [];
        OutputLayer? output = null;
        try
        {
            embedding = MapEmbedding(reader, mapped, recipe, features);
            for (int i = 1; i < recipe.HiddenSizes.Count; i++)
            {
                dense.Add(new DenseLayer(recipe.HiddenSizes[i - 1], recipe.HiddenSizes[i]));
                ReadAugmented(reader, $"hidden.{i}", dense[^1].Weights);
            }
            output = MapOutput(reader, mapped, recipe, labels);
            return new Network(embedding, dense, output, recipe.Activation);
        }
        catch
        {
            embedding?.Dispose();
            dense.ForEach(layer => layer.Dispose());
            output?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The bias is a row of its own in memory; in our files its tensor follows the weights, so that the two are one matrix there too.
    /// </summary>
    private static EmbeddingLayer MapEmbedding(SafetensorsReader reader, MappedWeights mapped, TrainingRecipe recipe, int features)
    {
        int units = recipe.HiddenSizes[0];
        TensorType type = TypeOf(recipe.Precision);
        TensorInfo weight = reader.Find("embedding.weight", type, [features, units]);
        TensorInfo bias = reader.Find("embedding.bias", type, [units]);
        if (units % RowMatrix.RowAlignment == 0 && bias.Begin == weight.End)
            return new EmbeddingLayer(mapped.Rows([weight, bias], units, recipe.Precision));
        EmbeddingLayer copied = new(features, units, recipe.Precision);
        try
        {
            ReadEmbedding(reader, copied);
            return copied;
        }
        catch
        {
            copied.Dispose();
            throw;
        }
    }

    private static OutputLayer MapOutput(SafetensorsReader reader, MappedWeights mapped, TrainingRecipe recipe, int labels)
    {
        int units = recipe.HiddenSizes[^1];
        TensorType type = TypeOf(recipe.Precision);
        if (units % RowMatrix.RowAlignment == 0)
        {
            TensorInfo weight = reader.Find("output.weight", type, [labels, units]);
            return new OutputLayer(units, mapped.Rows([weight], units, recipe.Precision), ReadOutputBiases(reader, type, labels));
        }
        OutputLayer copied = new(units, labels, recipe.Precision);
        try
        {
            ReadAugmented(reader, "output", copied.Weights);
            return copied;
        }
        catch
        {
            copied.Dispose();
            throw;
        }
    }

    private static float[] ReadOutputBiases(SafetensorsReader reader, TensorType type, int labels)
    {
        float[] biases = new float[labels];
        if (type == TensorType.Float32)
        {
            reader.ReadTensor("output.bias", type, [labels], biases.AsSpan());
            return biases;
        }
        ushort[] stored = new ushort[labels];
        reader.ReadTensor("output.bias", type, [labels], stored.AsSpan());
        for (int label = 0; label < labels; label++)
            biases[label] = BFloat16.ToSingle(stored[label]);
        return biases;
    }
}
