using System.Globalization;
using System.Text.Json;

namespace Glissade.Tests;

/// <summary>The parts of a small model file with valid checksums, to be spoiled one by one.</summary>
internal sealed class ModelFileParts
{
    public static TrainingRecipe SmallRecipe { get; } = TestRecipes.Plain with { HiddenSizes = [3], InverseDocumentFrequency = true };

    public Dictionary<string, string> Metadata { get; } = new()
    {
        ["format"] = "glissade",
        ["format_version"] = "1",
        ["training_points"] = 7.ToString(CultureInfo.InvariantCulture),
    };

    public TrainingRecipe Recipe { get; init; } = SmallRecipe;

    /// <summary>Shapes of the tensors of floats.</summary>
    public Dictionary<string, long[]> Floats { get; } = new()
    {
        ["embedding.weight"] = [4, 3],
        ["embedding.bias"] = [3],
        ["output.weight"] = [5, 3],
        ["output.bias"] = [5],
        ["features.idf"] = [4],
    };

    /// <summary>What every float is.</summary>
    public float FloatValue { get; init; } = 0.5f;

    /// <summary>What the floats of single tensors are instead: the last of them, all before it being <see cref="FloatValue"/>.</summary>
    public Dictionary<string, float> LastValues { get; } = [];

    public int[] Frequencies { get; set; } = [1, 2, 3, 4, 5];

    /// <summary>Adds tensors that not every model has.</summary>
    public Action<SafetensorsWriter> Further { get; set; } = _ => { };

    public void Save(string path)
    {
        SafetensorsWriter writer = new();
        Metadata.TryAdd("recipe", JsonSerializer.Serialize(Recipe, RecipeJson.Default.TrainingRecipe));
        foreach ((string key, string value) in Metadata)
            writer.AddMetadata(key, value);
        foreach ((string name, long[] shape) in Floats)
        {
            float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            Array.Fill(values, FloatValue);
            if (LastValues.TryGetValue(name, out float last))
                values[^1] = last;
            writer.Add(name, TensorType.Float32, shape, TensorSource.Elements<float>(values));
        }
        writer.Add("labels.frequency", TensorType.Int32, [Frequencies.Length], TensorSource.Elements<int>(Frequencies));
        Further(writer);
        writer.Save(path);
    }
}
