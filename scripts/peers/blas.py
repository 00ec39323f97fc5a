"""What matrix products run on in this process: the library, its version, its kernel and its threads."""
import ctypes, os, re


def blas(leave_out=None):
    """The BLAS that is loaded, as one text; libraries whose path has leave_out in it are another's."""
    try:
        from threadpoolctl import threadpool_info
        for b in threadpool_info():
            if b["user_api"] == "blas" and not (leave_out and leave_out in b["filepath"]):
                return f"{b['internal_api']} {b['version']}, kernel {b.get('architecture', 'unknown')}, {b['num_threads']} threads"
    except ImportError:
        pass
    paths = [path for path in loaded() if not (leave_out and leave_out in path)]
    for path in paths:
        library = ctypes.CDLL(path)
        version = call(library, "get_config", ctypes.c_char_p)
        if version:
            return (f"{' '.join(version.decode().split()[:2])}, kernel {call(library, 'get_corename', ctypes.c_char_p).decode()}, "
                    f"{call(library, 'get_num_threads', ctypes.c_int)} threads")
    return ", ".join(os.path.basename(os.path.realpath(path)) for path in paths) or "BLAS unknown"


def loaded():
    """The files of this process that are named after a BLAS; none where the system does not list them."""
    if not os.path.exists("/proc/self/maps"):
        return []
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return sorted(set(re.findall(r"/\S*lib\S*(?:blas|mkl|blis)\S*\.so\S*", maps.read())))


def call(library, name, result):
    """A function of OpenBLAS, whose builds put other words around its name."""
    for prefix in ("", "scipy_"):
        for suffix in ("", "64_"):
            function = getattr(library, f"{prefix}openblas_{name}{suffix}", None)
            if function:
                function.restype = result
                return function()
    return None
