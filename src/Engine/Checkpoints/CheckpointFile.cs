using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Glissade;

/// <summary>
/// Checkpoints as `.safetensors` files: the tensors and metadata of a model file, the run's position and data in the metadata, and all
/// state of the trainer as tensors named below "state.".
/// </summary>
internal static class CheckpointFile
{
    public const string Format = "glissade-checkpoint";
    public const int Version = 1;

    private const string State = "state.";

    public static void Save(string path, ExtremeClassifier model, Trainer trainer, DataIdentity data, IReadOnlyList<EpochReport> epochs)
    {
        SafetensorsWriter writer = new();
        writer.AddMetadata("format", Format);
        writer.AddMetadata("format_version", Version.ToString(CultureInfo.InvariantCulture));
        writer.AddMetadata("epoch", trainer.Epoch.ToString(CultureInfo.InvariantCulture));
        writer.AddMetadata("batch", trainer.Batch.ToString(CultureInfo.InvariantCulture));
        writer.AddMetadata("data", JsonSerializer.Serialize(data, CheckpointJson.Default.DataIdentity));
        writer.AddMetadata("epochs", JsonSerializer.Serialize([.. epochs], CheckpointJson.Default.EpochReportArray));
        ModelFile.Declare(writer, model);
        trainer.Visit(new StateWriter(writer, State));
        writer.Save(path);
    }

    /// <summary>Whether a file says that it is a checkpoint.</summary>
    public static bool IsOne(string path)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path, requireChecksums: true);
        return reader.Metadata.TryGetValue("format", out string? format) && format == Format;
    }

    /// <summary>The checkpoint in a file; null if the file is damaged anywhere.</summary>
    /// <exception cref="DataFormatException">The file is whole, but not a checkpoint of this version.</exception>
    public static Checkpoint? TryOpen(string path, out DataFormatException? damage)
    {
        SafetensorsReader? reader = null;
        try
        {
            try
            {
                reader = SafetensorsReader.Open(path, requireChecksums: true);
                reader.Verify();
                damage = null;
            }
            catch (DataFormatException exception)
            {
                damage = exception;
                return null;
            }
            return ReadHead(reader, path);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <summary>Overwrites weights and all state.</summary>
    /// <exception cref="DataFormatException">The file was damaged meanwhile, or has other tensors than the recipe asks for.</exception>
    public static void Restore(Checkpoint checkpoint, Network network, Trainer trainer)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(checkpoint.Path, requireChecksums: true);
        ModelFile.ReadWeights(reader, network);
        if (network.Linear is not null)
            LinearPathFile.ReadWeights(reader, network.Linear);
        trainer.Visit(new StateReader(reader, State));
    }

    /// <summary>Overwrites the optimizers' state with a checkpoint's.</summary>
    /// <exception cref="DataFormatException">The file was damaged meanwhile.</exception>
    public static void ReadOptimizers(Checkpoint checkpoint, NetworkOptimizers optimizers)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(checkpoint.Path, requireChecksums: true);
        optimizers.Visit(new StateReader(reader, $"{State}{Trainer.OptimizerPart}."));
    }

    private static Checkpoint ReadHead(SafetensorsReader reader, string path)
    {
        ModelFile.CheckFormat(reader, path, Format, Version);
        return new Checkpoint(
            path, ModelFile.Number(reader, path, "epoch"), ModelFile.Number(reader, path, "batch"), ModelFile.ReadRecipe(reader, path),
            Parse(reader, path, "data", CheckpointJson.Default.DataIdentity),
            Parse(reader, path, "epochs", CheckpointJson.Default.EpochReportArray));
    }

    private static T Parse<T>(SafetensorsReader reader, string path, string key, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(ModelFile.Metadata(reader, path, key), type)
                ?? throw new DataFormatException($"{path}: found nothing under \"{key}\", expected an object");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(
                $"{path}: found \"{key}\" that does not fit, {MessageText.Excerpt(exception.Message)}; expected a checkpoint's", exception);
        }
    }
}
