using System.Text.Json.Serialization;

namespace Glissade;

/// <summary>What a checkpoint's metadata hold as JSON, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DataIdentity))]
[JsonSerializable(typeof(EpochReport[]))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
