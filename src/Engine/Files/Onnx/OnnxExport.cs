using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// The exact network as an ONNX graph: feature weighting, embedding, hidden layers, every label's logit. Points go in as the training data
/// would have them.
/// </summary>
internal sealed class OnnxExport
{
    /// <summary>Operators as of ONNX 1.12 (2022): the oldest common ones that have all that is needed.</summary>
    public const int Opset = 17;

    private const int IntermediateRepresentation = 8;

    private readonly ExtremeClassifier model;
    private readonly OnnxGraph graph = new();
    private string? one;

    private OnnxExport(ExtremeClassifier model) => this.model = model;

    /// <summary>A constant that is there only if it is used; readers complain about others.</summary>
    private string One => one ??= graph.Constant("one", [], [1]);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="ArgumentException">
    /// The file would be larger than the format allows, or the model has a linear path: a sparse matrix of its size has no operator.
    /// </exception>
    public static void Save(ExtremeClassifier model, string path, OnnxInput input)
    {
        if (model.Network.Linear is not null)
        {
            throw new ArgumentException(
                "a model with a linear path cannot be exported, because ONNX has no product with a sparse matrix; train with --linear-path false");
        }
        ProtoMessage message = new OnnxExport(model).Build(input);
        CheckLength(message.Length);
        AtomicFile.Write(path, message.WriteTo);
    }

    /// <summary>Readers refuse a message of 2 GiB or more.</summary>
    internal static void CheckLength(long length)
    {
        if (length > int.MaxValue)
            throw new ArgumentException($"the ONNX file would have {length} bytes, but the format allows {int.MaxValue}");
    }

    private ProtoMessage Build(OnnxInput input)
    {
        string hidden = input switch
        {
            OnnxInput.Sparse => EmbedSparse(),
            OnnxInput.Dense => EmbedDense(),
            _ => throw new ArgumentOutOfRangeException(nameof(input), input, "unknown form of input"),
        };
        Network network = model.Network;
        hidden = Activate(graph.Apply("Add", hidden, EmbeddingBias(network.Embedding)), network.Embedding.Units);
        for (int i = 0; i < network.Dense.Count; i++)
            hidden = Activate(Layer($"hidden.{i + 1}", hidden, network.Dense[i].Weights, biases: null), network.Dense[i].Units);
        string scores = Layer("output", hidden, network.Output.Weights, network.Output.Biases, "scores");
        graph.Output(scores, OnnxGraph.Float, "points", model.LabelCount);
        return graph.ToModel(Opset, IntermediateRepresentation, typeof(OnnxExport).Assembly.GetName().Version!.ToString(3));
    }

    /// <summary>
    /// The rows of a point's features, weighted and added up: values [points, 1, entries] x rows [points, entries, units].
    /// </summary>
    private string EmbedSparse()
    {
        string ids = graph.Input("feature_ids", OnnxGraph.Int64, "points", "entries");
        string values = graph.Input("feature_values", OnnxGraph.Float, "points", "entries");
        values = Weigh(values, idf => graph.Apply("Gather", idf, ids));
        string rows = graph.Apply("Gather", EmbeddingWeights(), ids);
        string middle = graph.Constant("middle_axis", [1]);
        return graph.Apply("Squeeze", graph.Apply("MatMul", graph.Apply("Unsqueeze", values, middle), rows), middle);
    }

    private string EmbedDense()
    {
        string features = graph.Input("features", OnnxGraph.Float, "points", model.FeatureCount);
        return graph.Apply("MatMul", Weigh(features, idf => idf), EmbeddingWeights());
    }

    /// <summary>What <see cref="FeatureWeighting"/> does. Entries of value 0 stay so, and count for nothing.</summary>
    /// <param name="values">The values.</param>
    /// <param name="pick">The factor of each value, given the factors of all features.</param>
    private string Weigh(string values, Func<string, string> pick)
    {
        FeatureWeighting weighting = model.Weighting;
        if (weighting.LogTermFrequency)
        {
            string logarithm = graph.Apply("Add", graph.Apply("Log", graph.Apply("Max", values, One)), One);
            values = graph.Apply("Where", graph.Apply("GreaterOrEqual", values, One), logarithm, values);
        }
        if (weighting.InverseDocumentFrequency is { } factors)
            values = graph.Apply("Mul", values, pick(graph.Constant("features.idf", [factors.Length], factors)));
        if (weighting.NormalizeRows)
        {
            string squares = graph.Apply("ReduceSum", [("keepdims", 1)],
                [graph.Apply("Mul", values, values), graph.Constant("last_axis", [1])]);
            string length = graph.Apply("Sqrt", squares);
            values = graph.Apply("Div", values,
                graph.Apply("Where", graph.Apply("Equal", length, graph.Constant("zero", [], [0])), One, length));
        }
        return values;
    }

    private string EmbeddingWeights()
    {
        EmbeddingLayer embedding = model.Network.Embedding;
        return graph.Constant("embedding.weight", embedding.Weights, embedding.FeatureCount, embedding.Units);
    }

    private string EmbeddingBias(EmbeddingLayer embedding)
    {
        float[] bias = new float[embedding.Units];
        embedding.Weights.ReadRow(embedding.FeatureCount, bias);
        return graph.Constant("embedding.bias", [bias.Length], bias);
    }

    /// <summary>input W^T + b, the biases being the last column of the weights unless they are given.</summary>
    private string Layer(string name, string input, WeightMatrix weights, float[]? biases, string? result = null)
    {
        int inputs = biases is null ? weights.Columns - 1 : weights.Columns;
        biases ??= LastColumn(weights);
        string matrix = graph.Constant($"{name}.weight", weights, weights.Rows, inputs);
        return graph.Apply("Gemm", [("transB", 1)], [input, matrix, graph.Constant($"{name}.bias", [biases.Length], biases)], result);
    }

    private static float[] LastColumn(WeightMatrix weights)
    {
        float[] row = new float[weights.Columns];
        float[] column = new float[weights.Rows];
        for (int i = 0; i < column.Length; i++)
        {
            weights.ReadRow(i, row);
            column[i] = row[^1];
        }
        return column;
    }

    /// <summary>Rectified units are cut off at zero, linear ones nowhere.</summary>
    private string Activate(string values, int units)
    {
        int rectified = Rectifier.RectifiedUnits(model.Network.Activation, units);
        if (rectified == 0)
            return values;
        if (rectified == units)
            return graph.Apply("Relu", values);
        float[] floor = new float[units];
        floor.AsSpan(rectified).Fill(float.NegativeInfinity);
        return graph.Apply("Max", values, graph.Constant($"{values}.floor", [units], floor));
    }
}
