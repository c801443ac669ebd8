using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// Models as `.safetensors` files. Tensors: embedding.weight [features, hidden], embedding.bias [hidden]; for further hidden layers
/// hidden.I.weight [units, inputs], hidden.I.bias [units]; output.weight [labels, hidden], output.bias [labels]; labels.frequency [labels]; if
/// used, linear.offsets [features + 1], linear.labels [pairs], linear.weight [pairs] (compressed sparse rows, one a feature) and linear.bias
/// [labels] of a linear path, features.idf [features], labels.names (UTF-8, one name a line), of learned hash functions, hash.projections
/// [hidden + 2, K L], hash.mean_query [hidden + 1] and hash.mean_deviation [1]; for those of text see <see cref="TextFeaturesFile"/>, for
/// codes of labels <see cref="LabelCodesFile"/>.
/// Metadata: format, format_version, recipe (JSON), training_points.
/// </summary>
internal static partial class ModelFile
{
    private const string Format = "glissade";
    private const int Version = 1;
    private const string HashProjections = "hash.projections";
    private const string HashMeanQuery = "hash.mean_query";
    private const string HashDeviation = "hash.mean_deviation";

    public static void Save(ExtremeClassifier model, string path)
    {
        SafetensorsWriter writer = new();
        writer.AddMetadata("format", Format);
        writer.AddMetadata("format_version", Version.ToString(CultureInfo.InvariantCulture));
        if (model.Codes is { } codes)
            LabelCodesFile.Add(writer, codes);
        Declare(writer, model);
        writer.Save(path);
    }

    /// <summary>Declares all tensors of a model, its recipe and its number of training points.</summary>
    public static void Declare(SafetensorsWriter writer, ExtremeClassifier model)
    {
        writer.AddMetadata("recipe", RecipeJson.Write(model.Recipe));
        writer.AddMetadata("training_points", model.TrainingPoints.ToString(CultureInfo.InvariantCulture));

        EmbeddingLayer embedding = model.Network.Embedding;
        TensorType type = TypeOf(embedding.Weights);
        writer.Add("embedding.weight", type, [embedding.FeatureCount, embedding.Units],
            TensorSource.Rows(embedding.FeatureCount, row => embedding.Weights.RowBytes((int)row)));
        writer.Add("embedding.bias", type, [embedding.Units], TensorSource.Rows(1, _ => embedding.Weights.RowBytes(embedding.FeatureCount)));
        for (int i = 0; i < model.Network.Dense.Count; i++)
            AddAugmented(writer, $"hidden.{i + 1}", model.Network.Dense[i].Weights);
        AddOutput(writer, model.Network.Output);
        if (model.Network.Linear is { } linear)
            LinearPathFile.Add(writer, linear);
        writer.Add("labels.frequency", TensorType.Int32, [model.LabelCount], TensorSource.Elements<int>(model.LabelFrequencies));
        if (model.Weighting.InverseDocumentFrequency is { } factors)
            writer.Add("features.idf", TensorType.Float32, [factors.Length], TensorSource.Elements<float>(factors));
        if (model.Hash is { } hash)
            AddHash(writer, hash);
        if (model.TextFeatures is { } text)
            TextFeaturesFile.Add(writer, text);
        if (model.LabelNames is { } names)
        {
            byte[] lines = Encoding.UTF8.GetBytes(string.Join('\n', names));
            writer.Add("labels.names", TensorType.UInt8, [lines.Length], TensorSource.Elements<byte>(lines));
        }
    }

    public static ExtremeClassifier Load(string path)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path, requireChecksums: true);
        return Read(reader, null, path, (recipe, features, labels) =>
        {
            Network network = new(features, recipe.HiddenSizes, labels, recipe.Activation, recipe.Precision);
            try
            {
                ReadWeights(reader, network);
                return network;
            }
            catch
            {
                network.Dispose();
                throw;
            }
        });
    }

    /// <summary>
    /// A model of which <paramref name="readNetwork"/>, given recipe and numbers of features and labels, reads the weights. A checkpoint is one too.
    /// </summary>
    private static ExtremeClassifier Read(
        SafetensorsReader reader, MappedWeights? mapped, string path, Func<TrainingRecipe, int, int, Network> readNetwork)
    {
        if (Metadata(reader, path, "format") == CheckpointFile.Format)
            CheckFormat(reader, path, CheckpointFile.Format, CheckpointFile.Version);
        else
            CheckFormat(reader, path, Format, Version);
        TrainingRecipe recipe = ReadRecipe(reader, path);
        int trainingPoints = Number(reader, path, "training_points");
        if (trainingPoints == 0)
            throw new DataFormatException($"{path}: found training_points 0, expected a positive number");
        (int features, int labels) = CheckShapes(reader, path, recipe);

        Network network = readNetwork(recipe, features, labels);
        LabelCodes? codes = null;
        try
        {
            codes = LabelCodesFile.Read(reader, mapped, path, labels, network.Output.Inputs);
            if (recipe.LinearPath)
                network.Linear = LinearPathFile.Read(reader, path, features, labels);
            return new ExtremeClassifier(
                network, recipe, ReadWeighting(reader, path, recipe, features), ReadFrequencies(reader, path, labels), trainingPoints,
                ReadNames(reader, path, labels))
            {
                Codes = codes,
                Hash = ReadHash(reader, path, recipe, network),
                TextFeatures = TextFeaturesFile.Read(reader, path, features),
            };
        }
        catch
        {
            network.Dispose();
            codes?.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a file of another format or version.</summary>
    public static void CheckFormat(SafetensorsReader reader, string path, string expectedFormat, int expectedVersion)
    {
        string format = Metadata(reader, path, "format");
        if (format != expectedFormat)
            throw new DataFormatException($"{path}: found a file of format \"{format}\", expected \"{expectedFormat}\"");
        int version = Number(reader, path, "format_version");
        if (version != expectedVersion)
        {
            throw new DataFormatException(
                $"{path}: found version {version} of format \"{format}\", expected {expectedVersion}; a newer Glissade wrote it");
        }
    }

    private static void AddHash(SafetensorsWriter writer, LearnedHash hash)
    {
        RowMatrix projections = hash.Projections;
        writer.Add(HashProjections, TensorType.Float32, [projections.Rows, projections.Columns],
            TensorSource.Rows(projections.Rows, row => MemoryMarshal.AsBytes(projections.Row((int)row))));
        writer.Add(HashMeanQuery, TensorType.Float32, [hash.MeanQuery.Length], TensorSource.Elements<float>(hash.MeanQuery));
        writer.Add(HashDeviation, TensorType.Float32, [1], TensorSource.Elements<float>(new[] { hash.MeanDeviation }));
    }

    private static LearnedHash? ReadHash(SafetensorsReader reader, string path, TrainingRecipe recipe, Network network)
    {
        if (recipe.Hash != HashKind.Learned || !reader.Tensors.Any(tensor => tensor.Name == HashProjections))
            return null;
        float[] mean = new float[network.Output.Inputs + 1];
        float[] deviation = new float[1];
        reader.ReadTensor(HashMeanQuery, TensorType.Float32, [mean.Length], mean.AsSpan());
        reader.ReadTensor(HashDeviation, TensorType.Float32, [1], deviation.AsSpan());
        CheckFinite(path, HashMeanQuery, mean);
        if (!(deviation[0] >= 0 && float.IsFinite(deviation[0])))
            throw new DataFormatException($"{path}: found {deviation[0]} in {HashDeviation}, expected a distance");
        (int rows, int columns) = (mean.Length + 1, recipe.HashesPerTable * recipe.TableCount);
        TensorInfo stored = reader.Describe(HashProjections);
        if (!stored.Shape.AsSpan().SequenceEqual([rows, columns]))
            throw new DataFormatException($"{path}: found {HashProjections} {stored}, expected {rows} x {columns} numbers");
        RowMatrix projections = new(rows, columns);
        try
        {
            reader.ReadTensor(
                HashProjections, TensorType.Float32, [projections.Rows, projections.Columns],
                row => MemoryMarshal.AsBytes(projections.Row((int)row)));
            for (int row = 0; row < projections.Rows; row++)
                CheckFinite(path, HashProjections, projections.Row(row));
            return new LearnedHash(projections, mean, deviation[0]);
        }
        catch
        {
            projections.Dispose();
            throw;
        }
    }

    /// <exception cref="DataFormatException">One is not.</exception>
    public static void CheckFinite(string path, string name, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                throw new DataFormatException($"{path}: found {value} in {name}, expected finite numbers");
        }
    }

    /// <summary>[w; b] rows become a weight matrix and a bias vector, as other programs expect them.</summary>
    private static void AddAugmented(SafetensorsWriter writer, string name, WeightMatrix weights)
    {
        int inputs = weights.Columns - 1;
        int weightBytes = inputs * weights.ElementBytes;
        writer.Add($"{name}.weight", TypeOf(weights), [weights.Rows, inputs],
            TensorSource.Rows(weights.Rows, row => weights.RowBytes((int)row)[..weightBytes]));
        writer.Add($"{name}.bias", TypeOf(weights), [weights.Rows],
            TensorSource.Rows(weights.Rows, row => weights.RowBytes((int)row)[weightBytes..]));
    }

    private static void AddOutput(SafetensorsWriter writer, OutputLayer output)
    {
        WeightMatrix weights = output.Weights;
        if (output.Biases is not { } biases)
        {
            AddAugmented(writer, "output", weights);
            return;
        }
        writer.Add("output.weight", TypeOf(weights), [weights.Rows, output.Inputs],
            TensorSource.Rows(weights.Rows, row => weights.RowBytes((int)row)));
        writer.Add("output.bias", TypeOf(weights), [weights.Rows], weights.Precision == WeightPrecision.Single
            ? TensorSource.Elements<float>(biases)
            : TensorSource.Elements<ushort>(Array.ConvertAll(biases, BFloat16.FromSingle)));
    }

    private static void ReadAugmented(SafetensorsReader reader, string name, WeightMatrix weights)
    {
        int inputs = weights.Columns - 1;
        int weightBytes = inputs * weights.ElementBytes;
        reader.ReadTensor($"{name}.weight", TypeOf(weights), [weights.Rows, inputs], row => weights.RowBytes((int)row)[..weightBytes]);
        if (weights.Precision == WeightPrecision.Single)
            ReadBiases<float>(reader, $"{name}.bias", weights);
        else
            ReadBiases<ushort>(reader, $"{name}.bias", weights);
    }

    private static void ReadBiases<T>(SafetensorsReader reader, string name, WeightMatrix weights)
        where T : unmanaged
    {
        T[] biases = new T[weights.Rows];
        reader.ReadTensor(name, TypeOf(weights), [weights.Rows], biases.AsSpan());
        for (int row = 0; row < biases.Length; row++)
            MemoryMarshal.Cast<byte, T>(weights.RowBytes(row))[^1] = biases[row];
    }

    private static TensorType TypeOf(WeightMatrix weights) => TypeOf(weights.Precision);

    private static TensorType TypeOf(WeightPrecision precision) =>
        precision == WeightPrecision.Single ? TensorType.Float32 : TensorType.BFloat16;

    /// <summary>Reads all weights into a network of the same sizes.</summary>
    public static void ReadWeights(SafetensorsReader reader, Network network)
    {
        ReadEmbedding(reader, network.Embedding);
        for (int i = 0; i < network.Dense.Count; i++)
            ReadAugmented(reader, $"hidden.{i + 1}", network.Dense[i].Weights);
        ReadAugmented(reader, "output", network.Output.Weights);
    }

    private static void ReadEmbedding(SafetensorsReader reader, EmbeddingLayer embedding)
    {
        TensorType type = TypeOf(embedding.Weights);
        reader.ReadTensor("embedding.weight", type, [embedding.FeatureCount, embedding.Units], row => embedding.Weights.RowBytes((int)row));
        reader.ReadTensor("embedding.bias", type, [embedding.Units], _ => embedding.Weights.RowBytes(embedding.FeatureCount));
    }

    private static FeatureWeighting ReadWeighting(SafetensorsReader reader, string path, TrainingRecipe recipe, int features)
    {
        float[]? idf = null;
        if (recipe.InverseDocumentFrequency)
        {
            idf = new float[features];
            reader.ReadTensor("features.idf", TensorType.Float32, [features], idf.AsSpan());
            if (idf.Any(factor => !float.IsFinite(factor) || factor < 0))
                throw new DataFormatException($"{path}: found a negative or infinite factor in features.idf, expected none");
        }
        return new FeatureWeighting(recipe.LogTermFrequency, idf, recipe.NormalizeRows);
    }

    private static int[] ReadFrequencies(SafetensorsReader reader, string path, int labels)
    {
        int[] frequencies = new int[labels];
        reader.ReadTensor("labels.frequency", TensorType.Int32, [labels], frequencies.AsSpan());
        return frequencies.AsSpan().IndexOfAnyInRange(int.MinValue, -1) < 0
            ? frequencies
            : throw new DataFormatException($"{path}: found a negative count in labels.frequency, expected none");
    }

    private static string[]? ReadNames(SafetensorsReader reader, string path, int labels)
    {
        if (!reader.Tensors.Any(tensor => tensor.Name == "labels.names"))
            return null;
        byte[] text = new byte[reader.Describe("labels.names").ByteLength];
        reader.ReadTensor("labels.names", TensorType.UInt8, [text.Length], text.AsSpan());
        string[] names = Encoding.UTF8.GetString(text).Split('\n');
        return names.Length == labels
            ? names
            : throw new DataFormatException($"{path}: found {names.Length} label names, expected {labels}");
    }

    /// <summary>Every size comes from the tensors that the file really has, before anything is allocated by it.</summary>
    private static (int Features, int Labels) CheckShapes(SafetensorsReader reader, string path, TrainingRecipe recipe)
    {
        IReadOnlyList<int> sizes = recipe.HiddenSizes;
        TensorInfo embedding = Matrix(reader, path, "embedding.weight", sizes[0]);
        for (int i = 1; i < sizes.Count; i++)
        {
            TensorInfo dense = Matrix(reader, path, $"hidden.{i}.weight", sizes[i - 1]);
            if (dense.Shape[0] != sizes[i])
                throw new DataFormatException($"{path}: found hidden.{i}.weight {dense}, expected {sizes[i]} rows");
        }
        TensorInfo output = Matrix(reader, path, "output.weight", sizes[^1]);
        return output.Shape[0] > 0
            ? ((int)embedding.Shape[0], (int)output.Shape[0])
            : throw new DataFormatException($"{path}: found output.weight {output}, expected at least one label");
    }

    private static TensorInfo Matrix(SafetensorsReader reader, string path, string name, int columns)
    {
        TensorInfo tensor = reader.Describe(name);
        return tensor.Shape.Length == 2 && tensor.Shape[0] < int.MaxValue && tensor.Shape[1] == columns
            ? tensor
            : throw new DataFormatException(
                $"{path}: found {name} {tensor}, expected a matrix with {columns} columns and fewer than 2^31 rows");
    }

    public static TrainingRecipe ReadRecipe(SafetensorsReader reader, string path)
    {
        try
        {
            TrainingRecipe? recipe = RecipeJson.Parse(Metadata(reader, path, "recipe"));
            if (recipe?.HiddenSizes is null)
                throw new DataFormatException($"{path}: found an empty recipe, expected the options of a training run");
            RecipeValidation.Check(recipe);
            return recipe;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new DataFormatException(
                $"{path}: found a recipe that does not fit, {MessageText.Excerpt(exception.Message)}; expected the options of a training run",
                exception);
        }
    }

    public static int Number(SafetensorsReader reader, string path, string key)
    {
        string text = Metadata(reader, path, key);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new DataFormatException($"{path}: found \"{text}\" under \"{key}\", expected a whole number");
    }

    public static string Metadata(SafetensorsReader reader, string path, string key) =>
        reader.Metadata.TryGetValue(key, out string? value)
            ? value
            : throw new DataFormatException($"{path}: found no \"{key}\" in the metadata, expected a Glissade model");
}
