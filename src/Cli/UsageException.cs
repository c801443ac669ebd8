namespace Glissade.Cli;

/// <summary>Something that the user named cannot be used; the message is the whole explanation.</summary>
internal sealed class UsageException(string message) : Exception(message);
