namespace Dev.Building;

/// <summary>Where <c>[Function]</c> and the rest come from; see docs/decisions/0001-build-modes.md.</summary>
internal enum FunctionsWorkerMode
{
    /// <summary>The genuine worker packages.</summary>
    Packages,

    /// <summary>src/LocalRuntime.</summary>
    Local,
}
